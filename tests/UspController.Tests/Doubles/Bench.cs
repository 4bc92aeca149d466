using Provisioning.Conversations;
using Usp.Messages;
using UspController.Agents;
using UspController.Agents.Errands;

namespace UspController.Tests.Doubles;

/// <summary>Runs a session against a gateway and a script in memory, at a clock that only the test moves.</summary>
internal sealed class Bench
{
    private readonly Queue<AgentAction> _pending = new();

    public Bench(Gateway? gateway = null, IReadOnlyList<WantedSubscription>? declared = null)
    {
        Gateway = gateway;
        Session = new AgentSession("proto::acs", gateway?.EndpointId ?? "os::00D09E-SN1", AgentTiming.Default, declared);
    }

    public Gateway? Gateway { get; set; }

    public AgentSession Session { get; private set; }

    public DateTimeOffset Now { get; set; } = new(2026, 11, 22, 21, 0, 0, TimeSpan.Zero);

    public Queue<Operation> Operations { get; } = new();

    public List<AgentAction> Actions { get; } = [];

    public List<Msg> Sent { get; } = [];

    /// <summary>Answers in place of an opened conversation.</summary>
    public Queue<AgentInput> Opening { get; } = new();

    /// <summary>Answers in place of a durable report.</summary>
    public Queue<AgentInput> Telling { get; } = new();

    public IEnumerable<T> All<T>() where T : AgentAction => Actions.OfType<T>();

    public IEnumerable<string> Acknowledged => Sent.Where(m => m.Body.Response?.NotifyResp is not null).Select(m => m.Header.MsgId);

    public void Give(AgentInput input)
    {
        Take(Session.On(input, Now));
        while (_pending.TryDequeue(out var action))
        {
            Actions.Add(action);
            switch (action)
            {
                case AgentAction.Send send:
                    Sent.Add(send.Message);
                    if (Gateway?.Answer(send.Message) is { } answer)
                    {
                        // Comes by the wire: after everything that the session does now.
                        _answers.Enqueue(answer);
                    }

                    break;
                case AgentAction.Open:
                    Take(Session.On(Opening.TryDequeue(out var opening) ? opening : new AgentInput.Opened(), Now));
                    break;
                case AgentAction.Tell:
                    Take(Session.On(Telling.TryDequeue(out var telling) ? telling : new AgentInput.Reported(), Now));
                    break;
                case AgentAction.Ask:
                    Take(Session.On(new AgentInput.Next(Operations.TryDequeue(out var operation) ? operation : null, More: false), Now));
                    break;
                case AgentAction.Complete:
                    Take(Session.On(new AgentInput.Completed(), Now));
                    break;
            }

            if (_pending.Count == 0 && _answers.TryDequeue(out var next))
            {
                Take(Session.On(new AgentInput.Received(next), Now));
            }
        }
    }

    public void Hear(Msg message) => Give(new AgentInput.Received(message));

    /// <summary>Lets time pass, deadline by deadline.</summary>
    public void Wait(TimeSpan time)
    {
        var until = Now + time;
        while (Session.Deadline is { } deadline && deadline <= until)
        {
            Now = deadline > Now ? deadline : Now;
            Give(new AgentInput.Tick());
        }

        Now = until;
    }

    private readonly Queue<Msg> _answers = new();

    private void Take(IReadOnlyList<AgentAction> actions)
    {
        foreach (var action in actions)
        {
            _pending.Enqueue(action);
        }
    }
}
