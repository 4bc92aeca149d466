using Microsoft.Extensions.DependencyInjection;
using Provisioning.BulkData;
using Provisioning.Devices;
using Provisioning.Jobs;
using Provisioning.Storage;
using Provisioning.Storage.Nodes;

namespace Provisioning.Conversations.Running;

/// <summary>
/// Opens conversations. A plain contact of a device that nothing is to do for is answered from memory: no read and no
/// write of the database, only presence, which may lag.
/// </summary>
internal sealed class Conversations(
    KnownDevices known,
    DeviceFinder finder,
    WorkspaceLoader loader,
    NodeLeases leases,
    ThisNode node,
    Presence presence,
    ConversationLog log,
    IGroupCommit commit,
    HostNews hostNews,
    FreshLinks links,
    Transfers.OpeningTransfers transfers,
    IWorkSignal signal,
    RequestedContacts requested,
    ContactOddities oddities,
    BulkDataIntake bulkData,
    Flows.Sources.FlowMaps flows,
    Flows.Sources.WaitingFlows waiting,
    OtherProtocol other,
    TrustNews trust,
    PushedFirewalls pushed,
    TimeProvider time,
    IServiceProvider services) : IConversations
{
    private long _holders;

    public async ValueTask<ConversationResult> OpenAsync(Contact contact, CancellationToken cancellationToken)
    {
        var device = known.Find(contact.Identity.Id) ?? await finder.FindAsync(contact, cancellationToken);
        if (device is null)
        {
            return new ConversationResult.Refused("It is not known here, and enrolment is closed.");
        }

        if (await other.RefusalAsync(device, contact, cancellationToken) is { } refusal)
        {
            return new ConversationResult.Refused(refusal);
        }

        var now = time.GetUtcNow();
        var holder = Interlocked.Increment(ref _holders);
        var wait = device.TryHold(holder, contact.Protocol, now, now + ConversationTiming.Lease);
        if (wait > TimeSpan.Zero)
        {
            return new ConversationResult.Busy(wait);
        }

        presence.Heard(device.RowId, now, contact.RemoteAddress);
        requested.Take(contact);
        var conversation = new Conversation(device, contact, holder, this);
        try
        {
            var result = await conversation.BeginAsync(cancellationToken);
            if (result is not ConversationResult.Opened)
            {
                await conversation.ReleaseAsync();
            }

            return result;
        }
        catch (LeaseLostException)
        {
            await conversation.ReleaseAsync();
            return new ConversationResult.Busy(TimeSpan.FromSeconds(1));
        }
        catch
        {
            await conversation.ReleaseAsync();
            throw;
        }
    }

    internal WorkspaceLoader Loader => loader;

    internal NodeLeases Leases => leases;

    internal bool IsAlone => node.IsAlone;

    internal IGroupCommit Commit => commit;

    internal ConversationLog Lines => log;

    internal HostNews Hosts => hostNews;

    internal FreshLinks Links => links;

    internal Transfers.OpeningTransfers Transfers => transfers;

    internal IWorkSignal Signal => signal;

    internal ContactOddities Oddities => oddities;

    internal BulkDataIntake BulkData => bulkData;

    internal Flows.Sources.FlowMaps Flows => flows;

    internal Flows.Sources.WaitingFlows Waiting => waiting;

    internal TrustNews Trust => trust;

    internal PushedFirewalls Pushed => pushed;

    internal TimeProvider Time => time;

    internal KnownDevices Known => known;

    /// <summary>In the order in which they are asked.</summary>
    internal IWork[] WorksFor(DeviceStatus status) => status == DeviceStatus.Quarantined
        ? [Work<CredentialWork>()]
        : [Work<CredentialWork>(), Work<TrustWork>(), Work<OrderedWork>(), Work<Diagnostics.DiagnosticWork>(), Work<DiscoveryWork>(), Work<AddressingWork>(), Work<StunWork>(), Work<XmppWork>(), Work<WatchWork>(), Work<RefreshWork>(), Work<RhythmWork>(), Work<ReconcileWork>(), Work<TrialWork>(), Work<MigrationWork>()];

    private T Work<T>()
        where T : IWork => ActivatorUtilities.CreateInstance<T>(services);
}
