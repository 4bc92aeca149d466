using Provisioning.Firewall.Compiling;
using Provisioning.Mud.Model;

namespace Provisioning.Flows;

/// <summary>Permissions of a file that no flow has used: it asks for more than the model needs. Pure.</summary>
/// <param name="ObservedSince">The first flow of any of the model's hosts; null: none was seen.</param>
/// <param name="Aces"><c>ACL/ACE</c>. Null: the model has not been observed long enough to say.</param>
public sealed record UnusedPermissions(DateTimeOffset? ObservedSince, IReadOnlyList<string>? Aces)
{
    public static UnusedPermissions Of(MudFile file, IReadOnlySet<string> used, DateTimeOffset? observedSince, DateTimeOffset now, TimeSpan after) => new(
        observedSince, observedSince is { } since && now - since >= after ? [.. Openings(file).Where(a => !used.Contains(a))] : null);

    /// <summary>Entries that only let answers through are used by no first packet.</summary>
    private static IEnumerable<string> Openings(MudFile file) =>
        from direction in (FlowDirection[])[FlowDirection.FromDevice, FlowDirection.ToDevice]
        let opener = direction == FlowDirection.FromDevice ? MudInitiator.FromDevice : MudInitiator.ToDevice
        from acl in direction == FlowDirection.FromDevice ? file.FromDevice : file.ToDevice
        from ace in acl.Aces
        where ace.Accept && (ace.Match.InitiatedBy is not { } initiator || initiator == opener) && !Mirrors.IsReply(file, direction, acl, ace)
        select $"{acl.Name}/{ace.Name}";
}
