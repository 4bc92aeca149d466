using Usp.Messages;
using UspController.Messages;

namespace UspController.Agents.Errands;

/// <summary>
/// Installs, updates or removes one software module (TR-181 <c>Device.SoftwareModules.</c>). What became of it is told by the
/// command's OperationComplete and by <c>DUStateChange!</c>.
/// </summary>
internal sealed class SoftwareErrand(Operation.ChangeSoftware change, string root = DataRoot.Device) : OperationErrand(change)
{
    private string Modules => $"{root}SoftwareModules.";

    private string Units => Modules + "DeploymentUnit.";

    /// <summary>Why it cannot be done over USP; null: it can. Each command has a result of its own, and an operation has one.</summary>
    public static Fault? Impossible(Operation.ChangeSoftware change) => change.Changes switch
    {
        [{ Action: SoftwareAction.Install, Url: null }] => UspFault.Create(7027, "InstallDU() needs a URL."),
        [{ Action: SoftwareAction.Update or SoftwareAction.Uninstall, Uuid: null or "" }] => UspFault.Create(7027, "Which deployment unit is meant is said by its UUID."),
        [_] => null,
        _ => UspFault.Create(7004, "Over USP an operation changes one software module: order one for each."),
    };

    public override Request Begin()
    {
        var one = change.Changes[0];
        return one.Action switch
        {
            SoftwareAction.Install => OperateMessage.Create(Modules + "InstallDU()", change.CommandKey, Arguments(
                ("URL", one.Url?.AbsoluteUri), ("UUID", one.Uuid), ("Username", one.Username), ("Password", one.Password), ("ExecutionEnvRef", one.ExecutionEnvironment?.TrimEnd('.')))),
            SoftwareAction.Update => OperateMessage.Create(Unit(one) + "Update()", change.CommandKey, Arguments(
                ("URL", one.Url?.AbsoluteUri), ("Username", one.Username), ("Password", one.Password))),
            _ => OperateMessage.Create(Unit(one) + "Uninstall()", change.CommandKey),
        };
    }

    public override Request? Continue(Reply reply) => reply switch
    {
        Reply.Answered { Response.OperateResp: { } response } => Finish(OperateMessage.Read(response, change.Id)),
        Reply.Refused refused => Fail(OperateMessage.ToFault(refused.Error)),
        _ => Fail(FaultOf(reply, "Operate")),
    };

    private string Unit(SoftwareChange one) =>
        Units + (one.Version is { Length: > 0 } version ? SearchExpression.Equal(("UUID", one.Uuid!), ("Version", version)) : SearchExpression.Equal(("UUID", one.Uuid!))) + ".";

    private static Dictionary<string, string> Arguments(params (string Name, string? Value)[] arguments) =>
        arguments.Where(a => !string.IsNullOrEmpty(a.Value)).ToDictionary(a => a.Name, a => a.Value!, StringComparer.Ordinal);
}
