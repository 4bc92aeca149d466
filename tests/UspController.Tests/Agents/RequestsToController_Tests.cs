using Usp.Messages;
using UspController.Tests.Doubles;

namespace UspController.Tests.Agents;

/// <summary>TR-369 R-MSG.1, R-REG.0, R-REG.1, R-DEREG.4: what an agent or a USP service asks of a controller that is no broker.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RequestsToController_Tests
{
    private readonly Bench _bench = new(new Gateway("os::00D09E-SN1"));

    [Test]
    public void A_registration_as_a_whole_is_refused_with_every_path()
    {
        var answer = Ask(new Request { Register = new Register { RegPaths = { Path("Device.A."), Path("Device.B.") } } });
        Assert.That((answer.Header.MsgType, answer.Body.Error.ErrCode), Is.EqualTo((Header.Types.MsgType.Error, 7028u)));
        Assert.That(answer.Body.Error.ParamErrs.Select(e => (e.ParamPath, e.ErrCode)), Is.EqualTo([("Device.A.", 7028u), ("Device.B.", 7028u)]));
    }

    [Test]
    public void A_registration_path_by_path_is_answered_path_by_path()
    {
        var answer = Ask(new Request { Register = new Register { AllowPartial = true, RegPaths = { Path("Device.A.") } } });
        var result = answer.Body.Response.RegisterResp.RegisteredPathResults.Single();
        Assert.That((answer.Header.MsgType, result.RequestedPath, result.OperStatus.OperFailure.ErrCode), Is.EqualTo((Header.Types.MsgType.RegisterResp, "Device.A.", 7028u)));
    }

    [Test]
    public void A_deregistration_has_its_response_always()
    {
        var answer = Ask(new Request { Deregister = new Deregister { Paths = { "Device.A.", "" } } });
        var results = answer.Body.Response.DeregisterResp.DeregisteredPathResults;
        Assert.That(results[0].OperStatus.OperFailure.ErrCode, Is.EqualTo(7030u));
        Assert.That(results[1].OperStatus.OperSuccess, Is.Not.Null, "all of its own, which is none");
    }

    [Test]
    public void What_only_an_agent_serves_is_refused_and_the_session_goes_on()
    {
        var answer = Ask(new Request { Get = new Get { ParamPaths = { "Device." } } });
        Assert.That(answer.Body.Error.ErrCode, Is.EqualTo(7002u));
        _bench.Hear(Told.Boot("b1"));
        Assert.That(_bench.Acknowledged, Does.Contain("b1"));
    }

    private Msg Ask(Request request)
    {
        _bench.Hear(new Msg { Header = new Header { MsgId = "q" }, Body = new Body { Request = request } });
        return _bench.Sent.Single(m => m.Header.MsgId == "q");
    }

    private static Register.Types.RegistrationPath Path(string path) => new() { Path = path };
}
