using System.Collections.Concurrent;
using Provisioning.Conversations;
using Provisioning.Devices;

namespace Acs.Tests.Cwmp;

/// <summary>The border's other side, following a script: what to answer a contact, what to order, and what was told.</summary>
internal sealed class ScriptedConversations : IConversations
{
    public ConcurrentQueue<Contact> Contacts { get; } = new();

    public ConcurrentQueue<Operation> Operations { get; } = new();

    public ConcurrentQueue<Outcome> Outcomes { get; } = new();

    public ConcurrentQueue<Report> Reports { get; } = new();

    public int Open;

    public Func<Contact, ConversationResult?> Door { get; set; } = _ => null;

    public ValueTask<ConversationResult> OpenAsync(Contact contact, CancellationToken cancellationToken)
    {
        Contacts.Enqueue(contact);
        if (Door(contact) is { } other)
        {
            return ValueTask.FromResult(other);
        }

        Interlocked.Increment(ref Open);
        return ValueTask.FromResult<ConversationResult>(new ConversationResult.Opened(new Conversation(this, contact.Identity.Id)));
    }

    private sealed class Conversation(ScriptedConversations script, DeviceId device) : IConversation
    {
        public DeviceId Device => device;

        public ValueTask<Operation?> NextAsync(CancellationToken cancellationToken) =>
            ValueTask.FromResult(script.Operations.TryDequeue(out var operation) ? operation : null);

        public ValueTask CompleteAsync(Outcome outcome, CancellationToken cancellationToken)
        {
            script.Outcomes.Enqueue(outcome);
            return ValueTask.CompletedTask;
        }

        public ValueTask ReportAsync(IReadOnlyList<Report> reports, CancellationToken cancellationToken)
        {
            foreach (var report in reports)
            {
                script.Reports.Enqueue(report);
            }

            return ValueTask.CompletedTask;
        }

        public void Log(ConversationDirection direction, string summary)
        {
        }

        public ValueTask DisposeAsync()
        {
            Interlocked.Decrement(ref script.Open);
            return ValueTask.CompletedTask;
        }
    }
}
