using Provisioning.Devices;

namespace Provisioning.Conversations;

/// <summary>
/// One conversation with one device, from one caller at a time. Disposing gives the lease back; an operation that was
/// handed out and not completed is then lost, and found again by the reconciler.
/// </summary>
public interface IConversation : IAsyncDisposable
{
    DeviceId Device { get; }

    /// <summary>The next thing to do, or null: nothing is left. Completes synchronously for a converged device.</summary>
    ValueTask<Operation?> NextAsync(CancellationToken cancellationToken);

    /// <summary>Brings the outcome of the last operation. Durable when it returns.</summary>
    ValueTask CompleteAsync(Outcome outcome, CancellationToken cancellationToken);

    /// <summary>Brings what the gateway told unasked, in its order. All is durable when it returns, in one commit: acknowledge after this.</summary>
    ValueTask ReportAsync(IReadOnlyList<Report> reports, CancellationToken cancellationToken);

    /// <summary>A line for the device's page: an RPC or message that went over the wire.</summary>
    /// <param name="summary">Short, without secrets: <c>SetParameterValues (17)</c>.</param>
    void Log(ConversationDirection direction, string summary);
}
