using Provisioning.Devices;

namespace Provisioning.Conversations.Running;

/// <summary>
/// Asks a gateway that has XMPP for its Jabber ID, of whose changes it tells unasked, and adds this server to those that may send
/// it connection requests. Which account it has is the ISP's to declare: <c>XMPP.Connection.{i}.</c> is of no interest here.
/// </summary>
internal sealed class XmppWork(XmppPolicy policy) : IWork
{
    // TR-181 ConnReqAllowedJabberIDs: at most so many.
    private const int MostSenders = 32;

    private bool _asked;
    private bool _wrote;

    public ValueTask<Operation?> NextAsync(Workspace workspace, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var server = $"{workspace.Root}ManagementServer.";
        var (jabberId, senders) = ($"{server}ConnReqJabberID", $"{server}ConnReqAllowedJabberIDs");
        if (policy.Sender is null || workspace.Via != Protocols.Cwmp || !workspace.Capabilities.Has(jabberId) || !workspace.Capabilities.Has(senders))
        {
            return ValueTask.FromResult<Operation?>(null);
        }

        if (!_asked && (workspace.Reported.Value(jabberId) is null || workspace.Reported.Value(senders) is null))
        {
            return ValueTask.FromResult<Operation?>(new Operation.ReadValues(Guid.NewGuid(), [jabberId, senders]));
        }

        return ValueTask.FromResult<Operation?>(!_wrote && workspace.Reported.Value(senders) is { } list && With(list, policy.Sender) is { } longer
            ? new Operation.WriteValues(Guid.NewGuid(), [new ParameterValue(senders, longer, ParameterType.String)])
            : null);
    }

    /// <summary>Once a conversation, whatever comes of it: a gateway that refuses is left alone until its next.</summary>
    public void Complete(Workspace workspace, Operation operation, Outcome outcome, DateTimeOffset now)
    {
        _asked |= operation is Operation.ReadValues;
        _wrote |= operation is Operation.WriteValues;
    }

    public DateTimeOffset Due(Workspace workspace, DateTimeOffset now) => DateTimeOffset.MaxValue;

    /// <summary>The list with the sender in it; null: he is there already, or there is no room.</summary>
    internal static string? With(string list, string sender)
    {
        var all = list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return all.Length >= MostSenders || all.Contains(sender, StringComparer.OrdinalIgnoreCase) ? null : string.Join(',', [.. all, sender]);
    }
}
