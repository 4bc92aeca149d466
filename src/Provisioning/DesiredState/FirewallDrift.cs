using Provisioning.Devices;

namespace Provisioning.DesiredState;

/// <summary>What somebody changed of the firewall at the gateway since it was as declared. Pure.</summary>
/// <param name="Text">Of the first few differences, for a person.</param>
internal sealed record FirewallDrift(string Text)
{
    private const int Shown = 3;
    private const string Root = "Device.Firewall.";
    private const string Access = "Device.Hosts.AccessControl.";

    /// <returns>Null: nothing; or the declared state was not reached yet, and what differs is still to be written.</returns>
    public static FirewallDrift? Of(DesiredDevice desired, ReportedParameters reported, ReconcileProgress progress)
    {
        if (!string.Equals(progress.ConvergedAs, desired.Hash, StringComparison.Ordinal))
        {
            return null;
        }

        var rows = MatchedRows.Of(desired, reported);
        var strayed = rows.Missing.Count > 0 ? [] : StrayedValues.Of(desired, reported, rows).Where(v => IsFirewall(v.Path))
            .Select(v => $"{v.Path} is {reported.Value(v.Path)} and was {v.Value}");
        List<string> differences =
        [
            .. Drift.Of(desired, reported).Where(d => d.Layer == Layer.Firewall && IsFirewall(d.Path))
                .Select(d => d.Reported is null ? $"{d.Path} is gone" : $"{d.Path} is {d.Reported} and was {d.Wanted}"),
            .. strayed,
        ];
        return differences.Count == 0 ? null : new FirewallDrift(
            $"The firewall was changed at the gateway: {string.Join("; ", differences.Take(Shown))}{(differences.Count > Shown ? $"; and {differences.Count - Shown} more" : "")}.");
    }

    /// <summary>The same declaration without its firewall.</summary>
    public static DesiredDevice Without(DesiredDevice desired) => desired with
    {
        Values = desired.Values.Where(v => v.Value.Layer != Layer.Firewall).ToDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal),
        Objects = [.. desired.Objects.Where(o => !IsOurs(o))],
        Owned = [.. desired.Owned.Where(o => !IsFirewall(o.Table))],
    };

    /// <summary>The layer has rows elsewhere too: addresses that are kept for hosts.</summary>
    private static bool IsOurs(DesiredObject item) =>
        (IsFirewall(item.Table) || item.Table.StartsWith('{')) && item.Values.Values.Any(v => v.Layer == Layer.Firewall);

    private static bool IsFirewall(string path) => path.StartsWith(Root, StringComparison.Ordinal) || path.StartsWith(Access, StringComparison.Ordinal);
}
