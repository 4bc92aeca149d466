using Acs.Cwmp.Rpc;
using Acs.Cwmp.Session;
using Acs.Cwmp.Soap;
using Provisioning.Conversations;
using Provisioning.Devices;

namespace Acs.Tests.Cwmp.Session;

/// <summary>
/// A shell that does its part and a gateway that does what it likes, legal or not: the session always stands in a state from
/// which somebody can go on, tells each outcome once, and ends.
/// </summary>
public class SessionProperty_Tests
{
    private const int MostOperations = 100;

    private static readonly DateTimeOffset _now = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

    [FsCheck.NUnit.Property(MaxTest = 1000)]
    public void Whatever_a_gateway_does_each_operation_ends_once(byte[] script)
    {
        var session = new CwmpSession(TimeSpan.FromSeconds(30), _now);
        var open = new HashSet<Guid>();
        var done = new List<Guid>();
        session.Step(Received(Reading.Body<Inform>(Envelope.Inform()), "0"), _now);
        Serve(session, session.Step(new SessionInput.Opened(), _now), script, open, done);
        foreach (var step in script)
        {
            var ended = session.HasEnded;
            var output = session.Step(FromGateway(session, step), _now);
            Assert.That(!ended || output is SessionOutput.Reject or SessionOutput.Finish or SessionOutput.Closed);
            Serve(session, output, script, open, done);
            Assert.That(session.State, Is.TypeOf<SessionState.CpeTurn>().Or.TypeOf<SessionState.AwaitingAnswer>().Or.TypeOf<SessionState.Ended>(),
                "the shell has done its part: only the gateway is waited for");
        }

        Serve(session, session.Step(new SessionInput.Broken("the end"), _now), script, open, done);
        Assert.That(session.HasEnded, Is.True);
        Assert.That(done, Is.Unique);
        Assert.That(open, Is.EquivalentTo(done), "what was handed out has an outcome, and nothing else has");
    }

    /// <summary>What the endpoint does.</summary>
    private static void Serve(CwmpSession session, SessionOutput output, byte[] script, HashSet<Guid> open, List<Guid> done)
    {
        while (true)
        {
            switch (output)
            {
                case SessionOutput.Ask:
                    var operation = Next(script, open.Count);
                    if (operation is not null)
                    {
                        open.Add(operation.Id);
                    }

                    output = session.Step(new SessionInput.Offered(operation), _now);
                    continue;
                case SessionOutput.Complete complete:
                    done.Add(complete.Outcome.OperationId);
                    output = session.Step(new SessionInput.Saved(), _now);
                    continue;
                case SessionOutput.Tell:
                    output = session.Step(new SessionInput.Saved(), _now);
                    continue;
                default:
                    return;
            }
        }
    }

    /// <summary>Bounded: what CWMP has no RPC for ends at once, and the next would follow for ever.</summary>
    private static Operation? Next(byte[] script, int index) => (script.Length == 0 || index >= MostOperations ? 0 : script[index % script.Length] % 9) switch
    {
        1 => new Operation.Reboot(Guid.NewGuid(), "k"),
        2 => new Operation.ReadValues(Guid.NewGuid(), ["Device.A", "Device.B", "Device.C"]),
        3 => new Operation.WriteValues(Guid.NewGuid(), [new ParameterValue("Device.A", "1")]),
        4 => new Operation.AddInstances(Guid.NewGuid(), [new NewInstance("Device.T.", [new ParameterValue("X", "1")]), new NewInstance("Device.T.", [])]),
        5 => new Operation.DeleteInstances(Guid.NewGuid(), ["Device.T.1.", "Device.T.2."]),
        6 => new Operation.ListTransfers(Guid.NewGuid()),
        7 => new Operation.Discover(Guid.NewGuid(), "", false),
        8 => new Operation.Command(Guid.NewGuid(), "Device.X()", "k", new Dictionary<string, string>(StringComparer.Ordinal)),
        _ => null,
    };

    private static SessionInput FromGateway(CwmpSession session, byte step)
    {
        var id = (session.State as SessionState.AwaitingAnswer)?.Id ?? "7";
        return (step % 16) switch
        {
            0 => new SessionInput.Empty(),
            1 => Received(new RebootResponse(), id),
            2 => Received(new CpeFault(new Fault(FaultKind.NoSuchPath, "9005", "Device.B", [])), id),
            3 => Received(new CpeFault(new Fault(FaultKind.ResourcesExceeded, "9004", "", [])), null),
            4 => Received(new GetParameterValuesResponse([new ParameterValue("Device.A", "1")]), id),
            5 => Received(new SetParameterValuesResponse(1), "no such id"),
            6 => Received(new AddObjectResponse(1, 0), id),
            7 => Received(new AddObjectResponse(0, 0), id),
            8 => Received(new DeleteObjectResponse(0), id),
            9 => Received(new GetAllQueuedTransfersResponse([]), id),
            10 => Received(new GetParameterNamesResponse([new DiscoveredName("Device.A", true)]), id),
            11 => Received(new TransferComplete("", null, null, null), id),
            12 => Received(new GetRpcMethods(), id),
            13 => Received(new UnknownMessage("X_Vendor"), id),
            14 => Received(new CpeFault(new Fault(FaultKind.NotSupported, "9000", "", [])), id),
            _ => step < 240 ? new SessionInput.Empty() : Received(Reading.Body<Inform>(Envelope.Inform()), id),
        };
    }

    private static SessionInput.Received Received(ICpeMessage body, string? id) => new(new SoapMessage(new SoapHeader(id), body, "urn:dslforum-org:cwmp-1-2"));
}
