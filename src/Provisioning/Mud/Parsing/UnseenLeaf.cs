using System.Globalization;
using System.Text.Json;

namespace Provisioning.Mud.Parsing;

/// <summary>
/// A header field that no TR-181 rule sees. Its value is checked all the same: where it is none that the field can have,
/// nobody knows which packets were meant.
/// </summary>
/// <param name="Lossy">The word that stands for it in <see cref="Model.MudMatch.Lossy"/>.</param>
internal sealed record UnseenLeaf(string Name, string Lossy)
{
    public long Min { get; init; }

    public long Max { get; init; }

    /// <summary>Names of a YANG bits type, of which the value holds some with a space between (RFC 7951 §6.5).</summary>
    public IReadOnlyList<string>? Bits { get; init; }

    /// <summary>Base64 (RFC 7951 §6.6).</summary>
    public bool IsBinary { get; init; }

    public static UnseenLeaf Number(string name, string lossy, long min, long max) => new(name, lossy) { Min = min, Max = max };

    public void Read(ObjectReader fields, AceMatch match, DiagnosticLog log)
    {
        if (fields.Take(Name) is not { } node)
        {
            return;
        }

        match.Lossy.Add(Lossy);
        if (!Holds(node))
        {
            log.Error(MudCodes.MatchValue, node, $"'{Name}' is '{Leaves.Quote(node)}'; write {Expectation}.");
            match.Broken = true;
        }
    }

    private string Expectation => IsBinary ? "base64" : Bits is { } bits
        ? $"some of {string.Join(' ', bits)}"
        : string.Create(CultureInfo.InvariantCulture, $"a number from {Min} to {Max}");

    private bool Holds(PositionedNode node) => IsBinary || Bits is not null
        ? node.IsString && (Bits is null || node.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(b => Bits.Contains(b, StringComparer.Ordinal)))
        : node.Kind == JsonValueKind.Number && long.TryParse(node.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= Min && value <= Max;
}
