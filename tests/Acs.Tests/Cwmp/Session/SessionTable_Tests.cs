using Acs.Cwmp.Rpc;
using Acs.Cwmp.Session;
using Acs.Cwmp.Soap;
using Provisioning.Conversations;
using Provisioning.Devices.Quirks;

namespace Acs.Tests.Cwmp.Session;

/// <summary>Every input in every state: what comes out, and where the session then stands.</summary>
public class SessionTable_Tests
{
    private static readonly DateTimeOffset _now = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);
    private static readonly Operation _reboot = new Operation.Reboot(Guid.NewGuid(), "k");

    /// <summary>The columns of the table, in its order.</summary>
    private static readonly (string Name, SessionInput Input)[] _inputs =
    [
        ("Inform", Received(Reading.Body<Inform>(Envelope.Inform()))),
        ("TransferComplete", Received(new TransferComplete("k", null, null, null))),
        ("GetRPCMethods", Received(new GetRpcMethods())),
        ("RebootResponse", Received(new RebootResponse())),
        ("Fault", Received(new CpeFault(new Fault(FaultKind.Denied, "9001", "", [])))),
        ("unknown request", Received(new UnknownMessage("X_Vendor"))),
        ("unknown response", Received(new UnknownMessage("X_VendorResponse"))),
        ("empty", new SessionInput.Empty()),
        ("Opened", new SessionInput.Opened()),
        ("nothing to do", new SessionInput.Offered(null)),
        ("an operation", new SessionInput.Offered(_reboot)),
        ("Saved", new SessionInput.Saved()),
        ("Broken", new SessionInput.Broken("gone")),
    ];

    private static readonly (string Name, SessionInput Input) _endsItself =
        ("Opened to one that ends its sessions", new SessionInput.Opened(QuirkSwitches.None with { LastEmptyPost = true }));

    /// <summary>
    /// A row a state, a cell an input: the output (Op Open, As Ask, Co Complete, Te Tell, Re Reply, Fi Finish, Rj Reject, Cl
    /// Closed) and the state after it (O Opening, T CpeTurn, L Telling, K Asking, W AwaitingAnswer, P Completing, C Closing, E Ended).
    /// </summary>
    private static readonly string[] _table =
    [
        //                     Inform TC   GetM Resp Fault unkQ unkR empty Opened null op  Saved Broken
        "AwaitingInform       | OpO   RjE  RjE  RjE  RjE   RjE  RjE  FiE   RjE    RjE  RjE RjE   ClE",
        "Opening              | RjE   RjE  RjE  RjE  RjE   RjE  RjE  RjE   ReT    RjE  RjE RjE   ClE",
        "CpeTurn              | RjE   TeL  ReT  RjE  FiE   ReT  RjE  AsK   RjE    RjE  RjE RjE   ClE",
        "Telling              | RjE   RjE  RjE  RjE  RjE   RjE  RjE  RjE   RjE    RjE  RjE ReT   ClE",
        "Telling in an answer | RjE   RjE  RjE  RjE  RjE   RjE  RjE  RjE   RjE    RjE  RjE ReW   CoP",
        "Asking               | RjE   RjE  RjE  RjE  RjE   RjE  RjE  RjE   RjE    FiE  ReW RjE   ClE",
        "AwaitingAnswer       | CoP   TeL  ReW  CoP  CoP   ReW  CoP  ReW   CoP    CoP  CoP CoP   CoP",
        "Closing              | RjE   TeL  ReC  RjE  FiE   ReC  RjE  FiE   RjE    RjE  RjE RjE   ClE",
        "Completing           | RjE   RjE  RjE  RjE  RjE   RjE  RjE  RjE   RjE    RjE  RjE AsK   ClE",
        "Completing, rejected | RjE   RjE  RjE  RjE  RjE   RjE  RjE  RjE   RjE    RjE  RjE RjE   ClE",
        "Completing, broken   | RjE   RjE  RjE  RjE  RjE   RjE  RjE  RjE   RjE    RjE  RjE ClE   ClE",
        "Ended                | RjE   RjE  RjE  RjE  RjE   RjE  RjE  FiE   ClE    ClE  ClE ClE   ClE",
    ];

    private static IEnumerable<TestCaseData> Cells =>
        from row in _table
        let parts = row.Split('|')
        let cells = parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)
        from column in Enumerable.Range(0, _inputs.Length)
        select new TestCaseData(parts[0].Trim(), column, cells[column]).SetArgDisplayNames(parts[0].Trim(), _inputs[column].Name);

    [TestCaseSource(nameof(Cells))]
    public void Every_input_in_every_state(string state, int column, string expected)
    {
        var session = In(state);
        var output = session.Step(_inputs[column].Input, _now);
        var name = output.GetType().Name;
        Assert.That($"{(name is "Reject" ? "Rj" : name[..2])}{Letter(session.State)}", Is.EqualTo(expected));
        Assert.That(session.HasEnded, Is.EqualTo(expected[^1] == 'E'));
    }

    [Test]
    public void The_table_has_every_state_and_every_input()
    {
        var states = typeof(SessionState).GetNestedTypes().Select(t => t.Name);
        Assert.That(_table.Select(r => r.Split([' ', ',', '|'])[0]).Distinct(), Is.EquivalentTo(states));
        var inputs = typeof(SessionInput).GetNestedTypes();
        Assert.That(_inputs.Select(i => i.Input.GetType()).Distinct(), Is.EquivalentTo(inputs));
    }

    [Test]
    public void A_gateway_that_asks_for_ever_is_told_to_hold_and_then_refused()
    {
        var session = In("CpeTurn");
        SessionOutput.Reply Ask() => (SessionOutput.Reply)session.Step(Received(new GetRpcMethods()), _now);
        for (var i = 1; i < CwmpSession.MaxCpeRequests; i++)
        {
            Assert.That(Ask().Hold, Is.False, i.ToString());
        }

        Assert.That((Ask().Hold, Ask().Hold), Is.EqualTo((true, true)));
        Assert.That(((AcsFault)Ask().Message).Code, Is.EqualTo(8004));
        session.Step(new SessionInput.Empty(), _now);
        Assert.That(((SessionOutput.Reply)session.Step(new SessionInput.Offered(_reboot), _now)).Hold, "our own requests say so too");
    }

    [Test]
    public void SessionTimeout_is_taken_within_bounds([Values(0, 10, 60, 100_000)] int seconds)
    {
        var session = new CwmpSession(TimeSpan.FromSeconds(30), _now);
        session.Step(new SessionInput.Received(new SoapMessage(new SoapHeader("1", SessionTimeout: seconds), Reading.Body<Inform>(Envelope.Inform()), null)), _now);
        Assert.That(session.Timeout.TotalSeconds, Is.EqualTo(Math.Clamp(seconds, 30, 300)));
    }

    [Test]
    public void An_answer_that_comes_twice_gets_the_request_again_and_is_not_taken_for_its_answer()
    {
        var session = In("AwaitingAnswer");
        var first = (SessionState.AwaitingAnswer)session.State;
        session.Step(new SessionInput.Received(new SoapMessage(new SoapHeader(first.Id), new RebootResponse(), null)), _now);
        session.Step(new SessionInput.Saved(), _now);
        var next = (SessionOutput.Reply)session.Step(new SessionInput.Offered(new Operation.FactoryReset(Guid.NewGuid())), _now);
        var again = (SessionOutput.Reply)session.Step(new SessionInput.Received(new SoapMessage(new SoapHeader(first.Id), new RebootResponse(), null)), _now);
        Assert.That((again.Message.Name, again.Id), Is.EqualTo(("FactoryReset", next.Id)));
    }

    private static SessionInput.Received Received(ICpeMessage body) => new(new SoapMessage(new SoapHeader("9"), body, "urn:dslforum-org:cwmp-1-2"));

    /// <summary>A session that was led into a state by legal steps.</summary>
    private static CwmpSession In(string state)
    {
        string[] path = state switch
        {
            "AwaitingInform" => [],
            "Opening" => ["Inform"],
            "CpeTurn" => ["Inform", "Opened"],
            "Telling" => ["Inform", "Opened", "TransferComplete"],
            "Asking" => ["Inform", "Opened", "empty"],
            "AwaitingAnswer" => ["Inform", "Opened", "empty", "an operation"],
            "Telling in an answer" => ["Inform", "Opened", "empty", "an operation", "TransferComplete"],
            "Closing" => ["Inform", "Opened to one that ends its sessions", "empty", "nothing to do"],
            "Completing" => ["Inform", "Opened", "empty", "an operation", "RebootResponse"],
            "Completing, rejected" => ["Inform", "Opened", "empty", "an operation", "Inform"],
            "Completing, broken" => ["Inform", "Opened", "empty", "an operation", "Broken"],
            _ => ["Inform", "Opened", "empty", "nothing to do"],
        };
        var session = new CwmpSession(TimeSpan.FromSeconds(30), _now);
        foreach (var step in path)
        {
            session.Step(step == _endsItself.Name ? _endsItself.Input : _inputs.Single(i => i.Name == step).Input, _now);
        }

        return session;
    }

    private static char Letter(SessionState state) => state switch
    {
        SessionState.AwaitingInform => 'I',
        SessionState.Opening => 'O',
        SessionState.CpeTurn => 'T',
        SessionState.Telling => 'L',
        SessionState.Asking => 'K',
        SessionState.AwaitingAnswer => 'W',
        SessionState.Completing => 'P',
        SessionState.Closing => 'C',
        _ => 'E',
    };
}
