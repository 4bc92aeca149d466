using System.Text;
using Provisioning.Conversations;
using Provisioning.Devices;
using Provisioning.Devices.Trust;

namespace Acs.Northbound;

/// <summary>Operations by which an operator asks an agent for more trust; each from a body or a page, or what is wrong with it, by field.</summary>
internal static class TrustRequests
{
    private const int MaxValue = 4096;

    /// <summary>Reads roles and permissions again.</summary>
    public static OperationRequest Refresh { get; } = new() { Type = OperationTypes.GetValues, Paths = [TrustTable.Controllers, TrustTable.Root] };

    /// <param name="wanted">Null: the only one that the agent shows.</param>
    public static (OperationRequest? Request, string Field, string Text) Challenge(TrustTable table, string? wanted)
    {
        var path = wanted is { Length: > 0 } ? wanted.TrimEnd('.') + "." : table.Challenges is [var only] ? only.Path : null;
        return path is null
            ? (null, "challenge", table.Challenges.Count == 0 ? "The agent shows no challenge: name one." : $"The agent shows {table.Challenges.Count}: name one of {string.Join(", ", table.Challenges.Select(c => c.Path))}.")
            : !IsRow(path, TrustTable.Root + "Challenge.") ? (null, "challenge", $"Must be a row of {TrustTable.Root}Challenge.")
            : (RequestOf(path), "", "");
    }

    /// <summary>A reference is written without its last dot (TR-106 "pathRef").</summary>
    public static OperationRequest RequestOf(string challenge) => Command(TrustTable.RequestChallenge, ("ChallengeRef", challenge.TrimEnd('.')));

    public static (OperationRequest? Request, string Field, string Text) Respond(string? challengeId, string? value) =>
        challengeId is not { Length: > 0 and <= 256 } ? (null, "challengeId", "Must be the ChallengeID that RequestChallenge() answered.")
        : value is not { Length: > 0 and <= MaxValue } ? (null, "value", $"Must be the answer, at most {MaxValue} characters.")
        // TR-181 ChallengeResponse() Value is base64.
        : (Command(TrustTable.ChallengeResponse, ("ChallengeID", challengeId), ("Value", Convert.ToBase64String(Encoding.UTF8.GetBytes(value)))), "", "");

    public static (OperationRequest? Request, string Field, string Text) Assign(TrustTable table, IReadOnlyList<string>? roles) =>
        table.Controller is not { } row ? (null, "roles", $"Cannot be written: the agent does not show this server's row in {TrustTable.Controllers}")
        : roles is not { Count: > 0 and <= 32 } || roles.Any(r => !IsRow(r, TrustTable.Root + "Role.")) ? (null, "roles", $"Must name rows of {TrustTable.Root}Role.")
        : (new OperationRequest
        {
            Type = OperationTypes.SetValues,
            Values = [new ParameterValue(row + "AssignedRole", string.Join(',', roles.Select(r => r.TrimEnd('.'))), ParameterType.String)],
        }, "", "");

    private static bool IsRow(string path, string table) =>
        path.StartsWith(table, StringComparison.Ordinal) && ParameterPath.IsInstanceNumber(path.AsSpan(table.Length).TrimEnd('.'));

    private static OperationRequest Command(string path, params (string Name, string Value)[] arguments) => new()
    {
        Type = OperationTypes.Command,
        Path = path,
        Arguments = arguments.ToDictionary(a => a.Name, a => a.Value, StringComparer.Ordinal),
    };
}
