using Usp.Messages;
using Usp.Records;
using UspController.Security;
using UspController.Sessions;
using UspController.Tests.Doubles;

namespace UspController.Tests.Sessions;

/// <summary>A controller's and an agent's exchange, and the wire between them that a test may tamper with.</summary>
internal sealed class Pair : IDisposable
{
    public const string Controller = "proto::acs";
    public const string Agent = "os::00D09E-SN1";

    private readonly Queue<(bool ToAgent, Record Record)> _wire = new();
    private readonly List<ControllerIdentity> _identities = [];

    public Pair(SessionPolicy controller, SessionPolicy? agent = null, Pki? pki = null, string? agentCertificate = null)
    {
        ControllerSide = new RecordExchange(Controller, Agent, controller, Security(pki, Controller));
        AgentSide = new RecordExchange(Agent, Controller, agent ?? SessionPolicy.Default, Security(pki, agentCertificate ?? Agent));
    }

    public RecordExchange ControllerSide { get; }

    public RecordExchange AgentSide { get; }

    public DateTimeOffset Now { get; set; } = Pki.Begin.AddDays(300);

    /// <summary>Changes a record under way; null: it is lost.</summary>
    public Func<bool, Record, Record?> Tamper { get; set; } = (_, record) => record;

    public List<Msg> AtController { get; } = [];

    public List<Msg> AtAgent { get; } = [];

    public List<(bool ToAgent, Record Record)> Seen { get; } = [];

    public List<string> Dropped { get; } = [];

    public List<string> Restarted { get; } = [];

    public static SessionPolicy Requires => SessionPolicy.Default with { Mode = SessionMode.Require };

    public void FromController(Msg message) => Run(false, ControllerSide.Send(message, "1.4", Now));

    public void FromAgent(Msg message) => Run(true, AgentSide.Send(message, "1.4", Now));

    public void Tick()
    {
        Run(false, ControllerSide.Tick(Now));
        Run(true, AgentSide.Tick(Now));
    }

    public void Put(bool toAgent, Record record)
    {
        _wire.Enqueue((toAgent, record));
        Run(false, []);
    }

    public void Dispose() => _identities.ForEach(i => i.Dispose());

    private void Run(bool agent, IReadOnlyList<ExchangeOutput> outputs)
    {
        Perform(agent, outputs);
        while (_wire.TryDequeue(out var next))
        {
            Seen.Add(next);
            if (Tamper(next.ToAgent, next.Record.Clone()) is not { SessionContext: not null } record)
            {
                continue;
            }

            Perform(next.ToAgent, (next.ToAgent ? AgentSide : ControllerSide).Take(record, Now));
        }
    }

    private void Perform(bool agent, IReadOnlyList<ExchangeOutput> outputs)
    {
        foreach (var output in outputs)
        {
            switch (output)
            {
                case ExchangeOutput.Transmit transmit:
                    _wire.Enqueue((!agent, transmit.Record));
                    break;
                case ExchangeOutput.Deliver deliver:
                    (agent ? AtAgent : AtController).Add(deliver.Message);
                    break;
                case ExchangeOutput.Dropped dropped:
                    Dropped.Add(dropped.Reason);
                    break;
                case ExchangeOutput.Restarted restarted:
                    Restarted.Add(restarted.Reason);
                    break;
            }
        }
    }

    private ExchangeSecurity Security(Pki? pki, string endpoint)
    {
        if (pki is null)
        {
            return ExchangeSecurity.None;
        }

        var identity = new ControllerIdentity(pki.Issue(endpoint), []);
        _identities.Add(identity);
        return new ExchangeSecurity(identity, pki.Trust, Signs: false, TimeProvider.System);
    }
}
