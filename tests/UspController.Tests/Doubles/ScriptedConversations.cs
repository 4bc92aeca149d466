using System.Collections.Concurrent;
using Provisioning.Conversations;
using Provisioning.Devices;

namespace UspController.Tests.Doubles;

/// <summary>Stands for the rest of the house: hands out what a test scripted, and remembers what came.</summary>
internal sealed class ScriptedConversations : IConversations
{
    private readonly ConcurrentDictionary<DeviceId, ConcurrentQueue<Operation>> _operations = new();

    public ConcurrentQueue<Contact> Contacts { get; } = new();

    public ConcurrentQueue<(DeviceId Device, Outcome Outcome)> Outcomes { get; } = new();

    public ConcurrentQueue<(DeviceId Device, Report Report)> Reports { get; } = new();

    public ConcurrentQueue<string> Lines { get; } = new();

    /// <summary>Answers in place of an opened conversation, first come first served.</summary>
    public ConcurrentQueue<ConversationResult> Answers { get; } = new();

    /// <summary>Held before a report counts as durable.</summary>
    public Func<Task> Disk { get; set; } = () => Task.CompletedTask;

    public int Open;

    public void Order(DeviceId device, params Operation[] operations)
    {
        var queue = _operations.GetOrAdd(device, _ => new ConcurrentQueue<Operation>());
        foreach (var operation in operations)
        {
            queue.Enqueue(operation);
        }
    }

    public ValueTask<ConversationResult> OpenAsync(Contact contact, CancellationToken cancellationToken)
    {
        Contacts.Enqueue(contact);
        if (Answers.TryDequeue(out var answer))
        {
            return ValueTask.FromResult(answer);
        }

        Interlocked.Increment(ref Open);
        return ValueTask.FromResult<ConversationResult>(new ConversationResult.Opened(new Conversation(this, contact.Identity.Id)));
    }

    private sealed class Conversation(ScriptedConversations script, DeviceId device) : IConversation
    {
        public DeviceId Device => device;

        public ValueTask<Operation?> NextAsync(CancellationToken cancellationToken) => ValueTask.FromResult(
            script._operations.TryGetValue(device, out var queue) && queue.TryDequeue(out var operation) ? operation : null);

        public ValueTask CompleteAsync(Outcome outcome, CancellationToken cancellationToken)
        {
            script.Outcomes.Enqueue((device, outcome));
            return ValueTask.CompletedTask;
        }

        public async ValueTask ReportAsync(IReadOnlyList<Report> reports, CancellationToken cancellationToken)
        {
            await script.Disk();
            foreach (var report in reports)
            {
                script.Reports.Enqueue((device, report));
            }
        }

        public void Log(ConversationDirection direction, string summary) => script.Lines.Enqueue($"{direction}: {summary}");

        public ValueTask DisposeAsync()
        {
            Interlocked.Decrement(ref script.Open);
            return ValueTask.CompletedTask;
        }
    }
}
