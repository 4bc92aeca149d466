using Acs.Cwmp.Rpc;
using Acs.Cwmp.Session;
using Acs.Cwmp.Soap;
using Provisioning.Conversations;
using Provisioning.Devices;

namespace Acs.Tests.Cwmp;

public class CwmpSession_Tests
{
    private static readonly DateTimeOffset _now = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);
    private static readonly Guid _id = Guid.NewGuid();

    private static SessionInput.Received Received(ICpeMessage body, string? id = "1") => new SessionInput.Received(new SoapMessage(new SoapHeader(id), body, "urn:dslforum-org:cwmp-1-1"));

    private static Inform Inform => Reading.Body<Inform>(Envelope.Inform());

    private static CwmpSession Opened()
    {
        var session = new CwmpSession(TimeSpan.FromSeconds(30), _now);
        Assert.That(session.Step(Received(Inform), _now), Is.TypeOf<SessionOutput.Open>());
        Assert.That(session.Step(new SessionInput.Opened(), _now), Is.TypeOf<SessionOutput.Reply>());
        return session;
    }

    /// <summary>Runs one operation against a gateway that answers with what <paramref name="answer"/> says.</summary>
    private static (Outcome Outcome, List<IAcsMessage> Sent) Run(Operation operation, Func<IAcsMessage, ICpeMessage> answer)
    {
        var session = Opened();
        Assert.That(session.Step(new SessionInput.Empty(), _now), Is.TypeOf<SessionOutput.Ask>());
        var output = session.Step(new SessionInput.Offered(operation), _now);
        var sent = new List<IAcsMessage>();
        while (output is SessionOutput.Reply reply)
        {
            sent.Add(reply.Message);
            output = session.Step(Received(answer(reply.Message), reply.Id), _now);
        }

        return (((SessionOutput.Complete)output).Outcome, sent);
    }

    [Test]
    public void A_session_without_work_ends_with_204()
    {
        var session = Opened();
        Assert.That(session.Namespace, Is.EqualTo("urn:dslforum-org:cwmp-1-1"));
        Assert.That(session.Step(new SessionInput.Empty(), _now), Is.TypeOf<SessionOutput.Ask>());
        Assert.That(session.Step(new SessionInput.Offered(null), _now), Is.TypeOf<SessionOutput.Finish>());
        Assert.That(session.Step(new SessionInput.Empty(), _now), Is.TypeOf<SessionOutput.Finish>(), "the empty POST after the end");
    }

    [Test]
    public void Reading_finds_the_missing_path_and_keeps_the_others()
    {
        var paths = Enumerable.Range(0, 70).Select(i => $"Device.P{i}").ToArray();
        var (outcome, sent) = Run(new Operation.ReadValues(_id, paths), request =>
        {
            var asked = ((GetParameterValues)request).Paths;
            return asked.Contains("Device.P40")
                ? new CpeFault(new Fault(FaultKind.NoSuchPath, "9005", "Invalid parameter name", []))
                : new GetParameterValuesResponse([.. asked.Select(p => new ParameterValue(p, "v"))]);
        });
        var read = (Outcome.ValuesRead)outcome;
        Assert.That(read.Values.Select(v => v.Path), Is.EquivalentTo(paths.Except(["Device.P40"])));
        Assert.That(read.Missing.Select(m => m.Path), Is.EqualTo(new[] { "Device.P40" }));
        Assert.That(sent.Cast<GetParameterValues>().Max(g => g.Paths.Count), Is.EqualTo(32));
        Assert.That(sent.Cast<GetParameterValues>().Min(g => g.Paths.Count), Is.GreaterThan(0));
    }

    [Test]
    public void A_path_that_the_fault_names_is_dropped_at_once()
    {
        var (outcome, sent) = Run(new Operation.ReadValues(_id, ["Device.A", "Device.B", "Device.C"]), request =>
            ((GetParameterValues)request).Paths.Contains("Device.B")
                ? new CpeFault(new Fault(FaultKind.NoSuchPath, "9005", "Invalid parameter name: Device.B", []))
                : new GetParameterValuesResponse([]));
        Assert.That(((Outcome.ValuesRead)outcome).Missing.Single().Path, Is.EqualTo("Device.B"));
        Assert.That(sent, Has.Count.EqualTo(2));
    }

    [Test]
    public void Quirk_34_nothing_to_read_or_write_sends_nothing()
    {
        Assert.That(Run(new Operation.ReadValues(_id, []), _ => throw new AssertionException("asked")).Outcome, Is.TypeOf<Outcome.ValuesRead>());
        Assert.That(Run(new Operation.WriteValues(_id, []), _ => throw new AssertionException("asked")).Outcome, Is.TypeOf<Outcome.ValuesWritten>());
    }

    [Test]
    public void Quirk_32_a_parameter_that_is_written_twice_is_sent_once_with_its_last_value()
    {
        var (_, sent) = Run(
            new Operation.WriteValues(_id, [new("Device.A", "1", ParameterType.Int), new("Device.B", "2", ParameterType.Int), new("Device.A", "3", ParameterType.Int)]),
            _ => new SetParameterValuesResponse(0));
        Assert.That(((SetParameterValues)sent.Single()).Values.Select(v => (v.Path, v.Value)), Is.EqualTo(new[] { ("Device.A", "3"), ("Device.B", "2") }));
    }

    [Test]
    public void Instances_are_made_one_by_one_and_written_at_once()
    {
        uint number = 4;
        var (outcome, sent) = Run(
            new Operation.AddInstances(_id, [new("Device.R.", [new("Enable", "true", ParameterType.Boolean)]), new("Device.R.", [new("Order", "2", ParameterType.UnsignedInt)])], "key"),
            request => request is AddObject ? new AddObjectResponse(number++, 0) : new SetParameterValuesResponse(0));
        Assert.That(((Outcome.InstancesAdded)outcome).Paths, Is.EqualTo(new[] { "Device.R.4.", "Device.R.5." }));
        Assert.That(((SetParameterValues)sent[2]).Values.Select(v => v.Path), Is.EqualTo(new[] { "Device.R.4.Enable", "Device.R.5.Order" }));
        Assert.That(sent, Has.Count.EqualTo(3));
    }

    [Test]
    public void What_was_made_before_a_fault_is_told_and_written()
    {
        var first = true;
        var (outcome, sent) = Run(new Operation.AddInstances(_id, [new("A.", [new("X", "1", ParameterType.Int)]), new("A.", []), new("A.", [])]), request => request switch
        {
            AddObject when first => Once(ref first),
            AddObject => new CpeFault(new Fault(FaultKind.ResourcesExceeded, "9004", "full", [])),
            _ => new SetParameterValuesResponse(0),
        });
        var added = (Outcome.InstancesAdded)outcome;
        Assert.That(added.Paths, Is.EqualTo(new[] { "A.1.", null, null }));
        Assert.That(added.Fault!.Kind, Is.EqualTo(FaultKind.ResourcesExceeded));
        Assert.That(sent, Has.Count.EqualTo(3));
    }

    [Test]
    public void The_type_that_nobody_knows_is_asked_for_before_the_value_is_written()
    {
        var (outcome, sent) = Run(
            new Operation.WriteValues(_id, [new("Device.A", "5"), new("Device.B", "x", ParameterType.String), new("Device.C", "1"), new("Device.Gone", "y")]),
            request => request switch
            {
                GetParameterValues read when read.Paths.Contains("Device.Gone") => new CpeFault(new Fault(FaultKind.NoSuchPath, "9005", "Device.Gone", [])),
                GetParameterValues => new GetParameterValuesResponse([new("Device.A", "3", ParameterType.UnsignedInt), new("Device.C", "false", ParameterType.Boolean)]),
                _ => new SetParameterValuesResponse(0),
            });
        Assert.That(outcome, Is.TypeOf<Outcome.ValuesWritten>());
        Assert.That(sent.OfType<GetParameterValues>().SelectMany(g => g.Paths), Has.None.EqualTo("Device.B"), "its type is known");
        Assert.That(((SetParameterValues)sent[^1]).Values.Select(v => (v.Path, v.Value, v.Type)), Is.EqualTo(new[]
        {
            ("Device.A", "5", ParameterType.UnsignedInt), ("Device.B", "x", ParameterType.String), ("Device.C", "1", ParameterType.Boolean),
            ("Device.Gone", "y", ParameterType.Unknown),
        }));
    }

    [Test]
    public void A_new_instances_types_are_asked_for_too()
    {
        var (outcome, sent) = Run(new Operation.AddInstances(_id, [new("Device.R.", [new("Order", "2")])]), request => request switch
        {
            AddObject => new AddObjectResponse(7, 0),
            GetParameterValues => new GetParameterValuesResponse([new("Device.R.7.Order", "1", ParameterType.UnsignedInt)]),
            _ => new SetParameterValuesResponse(0),
        });
        Assert.That(((Outcome.InstancesAdded)outcome).Fault, Is.Null);
        Assert.That(((SetParameterValues)sent[^1]).Values.Single().Type, Is.EqualTo(ParameterType.UnsignedInt));
    }

    [TestCase(false, null)]
    [TestCase(true, "9005")]
    public void A_row_that_is_not_there_is_the_gateways_fault_unless_gone_is_done(bool tell, string? code)
    {
        var (outcome, sent) = Run(new Operation.DeleteInstances(_id, ["A.1.", "A.2."], GoneIsDone: !tell), request =>
            ((DeleteObject)request).Path == "A.1." ? new CpeFault(new Fault(FaultKind.NoSuchPath, "9005", "Invalid parameter name", [])) : new DeleteObjectResponse(0));
        var deleted = (Outcome.InstancesDeleted)outcome;
        Assert.That(deleted.Fault?.Code, Is.EqualTo(code));
        Assert.That(deleted.Paths, Is.EqualTo(tell ? [] : new[] { "A.1.", "A.2." }));
        Assert.That(sent, Has.Count.EqualTo(tell ? 1 : 2));
    }

    private static AddObjectResponse Once(ref bool first)
    {
        first = false;
        return new AddObjectResponse(1, 0);
    }

    [Test]
    public void A_TransferComplete_is_stored_before_it_is_answered()
    {
        var session = Opened();
        Assert.That(session.Step(Received(new TransferComplete("k", null, null, null), "9"), _now), Is.TypeOf<SessionOutput.Tell>());
        var reply = (SessionOutput.Reply)session.Step(new SessionInput.Saved(), _now);
        Assert.That((reply.Id, reply.Message.Name), Is.EqualTo(("9", "TransferCompleteResponse")));
        Assert.That(session.Step(new SessionInput.Empty(), _now), Is.TypeOf<SessionOutput.Ask>());
    }

    [Test]
    public void A_method_nobody_knows_gets_8000_and_the_session_goes_on()
    {
        var session = Opened();
        var reply = (SessionOutput.Reply)session.Step(Received(new UnknownMessage("X_Vendor")), _now);
        Assert.That(((AcsFault)reply.Message).Code, Is.EqualTo(8000));
        Assert.That(session.State, Is.TypeOf<SessionState.CpeTurn>());
    }

    [Test]
    public void A_request_without_answer_is_repeated_twice_and_then_lost()
    {
        var session = Opened();
        session.Step(new SessionInput.Empty(), _now);
        session.Step(new SessionInput.Offered(new Operation.Reboot(_id, "k")), _now);
        Assert.That(session.Step(new SessionInput.Empty(), _now), Is.TypeOf<SessionOutput.Reply>());
        Assert.That(session.Step(new SessionInput.Empty(), _now), Is.TypeOf<SessionOutput.Reply>());
        Assert.That(session.Step(new SessionInput.Empty(), _now), Is.EqualTo(new SessionOutput.Complete(new Outcome.Lost(_id, "The gateway did not answer the request."))));
        Assert.That(session.Step(new SessionInput.Saved(), _now), Is.TypeOf<SessionOutput.Finish>());
    }

    [Test]
    public void Quirk_5_an_answer_with_an_empty_ID_is_taken_in_order()
    {
        var session = Opened();
        session.Step(new SessionInput.Empty(), _now);
        session.Step(new SessionInput.Offered(new Operation.Reboot(_id, "k")), _now);
        Assert.That(session.Step(Received(new RebootResponse(), null), _now), Is.InstanceOf<SessionOutput.Complete>());
    }

    [Test]
    public void Discovery_infers_parents_and_dots()
    {
        var (outcome, _) = Run(new Operation.Discover(_id, "Device.", false), _ => new GetParameterNamesResponse([new("Device.A.1.X", true), new("Device.B", false), new("Device.B.Y", false)]));
        Assert.That(((Outcome.Discovered)outcome).Names.Select(n => n.Path), Is.EquivalentTo(new[] { "Device.A.1.X", "Device.A.1.", "Device.A.", "Device.B.", "Device.B.Y" }));
    }

    /// <summary>Whatever comes in whatever order: an answer, no exception, and the end is the end.</summary>
    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void No_order_of_inputs_breaks_it(byte[] script)
    {
        SessionInput[] inputs =
        [
            Received(Inform), Received(new RebootResponse()), Received(new CpeFault(new Fault(FaultKind.NoSuchPath, "9005", "", [])), null),
            Received(new TransferComplete("", null, null, null)), Received(new GetRpcMethods()), Received(new UnknownMessage("X")),
            Received(new UnknownMessage("XResponse")), Received(new AddObjectResponse(1, 0), "1"), Received(new SetParameterValuesResponse(0), "2"),
            new SessionInput.Empty(), new SessionInput.Opened(), new SessionInput.Offered(null), new SessionInput.Saved(), new SessionInput.Saved(),
            new SessionInput.Offered(new Operation.AddInstances(_id, [new("A.", [new("B", "1")]), new("A.", [])])),
            new SessionInput.Offered(new Operation.ReadValues(_id, ["A", "B", "C"])), new SessionInput.Offered(new Operation.DeleteInstances(_id, ["A.1."])),
            new SessionInput.Broken("x"),
        ];
        var session = new CwmpSession(TimeSpan.FromSeconds(30), _now);
        foreach (var step in script)
        {
            var ended = session.HasEnded;
            var output = session.Step(inputs[step % inputs.Length], _now);
            Assert.That(output, Is.Not.Null);
            Assert.That(!ended || session.HasEnded, "the end is the end");
            Assert.That(!ended || output is SessionOutput.Finish or SessionOutput.Reject or SessionOutput.Closed);
        }
    }
}
