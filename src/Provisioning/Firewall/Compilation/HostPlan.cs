using Provisioning.Mud;
using Provisioning.Mud.Composition;
using Provisioning.Mud.Modes;
using Provisioning.Storage.Rows;

namespace Provisioning.Firewall.Compilation;

/// <summary>What is to be done about one host: its mode, its URL, and what is said about it. Pure.</summary>
/// <param name="HoldsToFile">It is held to its manufacturer's file.</param>
/// <param name="Entries">What ISP and subscriber say about it.</param>
internal sealed record HostPlan(bool HoldsToFile, IReadOnlyList<PolicyEntry> Entries)
{
    /// <summary>Rules are wanted of it.</summary>
    public bool IsWanted => HoldsToFile || Entries.Any(e => !e.Accept);

    /// <summary>
    /// Off and observe write nothing; where it is the subscriber who opted out, what the ISP forbids by name stays forbidden. Ask, and a host without a file, are held to what is forbidden by name only. What the ISP says of every
    /// home speaks of things with a MUD URL, not of a visitor's telephone.
    /// </summary>
    public static HostPlan Of(HostRow host, IReadOnlyList<PolicyEntryRow> rows)
    {
        var optedOut = host is { Mode: MudMode.Off, ModeSetBy: ModeSource.Subscriber };
        if (host.Mode is MudMode.Off or MudMode.Observe && !optedOut)
        {
            return new HostPlan(false, []);
        }

        var entries = rows.Where(e => !optedOut || e.Layer == PolicyLayer.Isp).Where(e => PolicyEntryText.IsAbout(e, host)).OrderBy(e => e.Id).Select(PolicyEntryText.Of).OfType<PolicyEntry>().ToList();
        return new HostPlan(host is { Mode: MudMode.Enforce, MudUrl: not null }, entries);
    }
}
