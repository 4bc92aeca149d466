using Usp.Messages;
using UspController.Messages;

namespace UspController.Agents.Errands;

/// <summary>
/// Installs, updates or removes software modules (TR-181 <c>Device.SoftwareModules.</c>), a command for each, one after another: one
/// that does not begin keeps back none of the others. What became of each is told by its command's OperationComplete.
/// </summary>
/// <param name="root">Of the agent's data model.</param>
internal sealed class SoftwareErrand(Operation.ChangeSoftware change, string root = DataRoot.Device) : OperationErrand(change)
{
    private readonly List<SoftwareStart> _begun = [];

    private string Modules => $"{root}SoftwareModules.";

    private string Units => Modules + "DeploymentUnit.";

    /// <summary>Why it cannot be done over USP; null: it can.</summary>
    public static Fault? Impossible(Operation.ChangeSoftware change) =>
        change.Changes.Count == 0 ? UspFault.Create(7027, "No software module is named.") : change.Changes.Select(Impossible).FirstOrDefault(f => f is not null);

    public override Request Begin() => Command(0);

    public override Request? Continue(Reply reply)
    {
        _begun.Add(reply switch
        {
            Reply.Answered { Response.OperateResp: { } response } => OperateMessage.Read(response, change.Id) switch
            {
                Outcome.Accepted accepted => new SoftwareStart(accepted.Completed, null),
                Outcome.Failed failed => new SoftwareStart(true, failed.Fault),
                _ => new SoftwareStart(true, UspFault.Unexpected("Operate")),
            },
            Reply.Refused refused => new SoftwareStart(true, OperateMessage.ToFault(refused.Error)),
            _ => new SoftwareStart(true, FaultOf(reply, "Operate")),
        });
        return _begun.Count < change.Changes.Count ? Command(_begun.Count) : Finish(new Outcome.SoftwareBegun(change.Id, _begun));
    }

    private static Fault? Impossible(SoftwareChange one) => one switch
    {
        { Action: SoftwareAction.Install, Url: null } => UspFault.Create(7027, "InstallDU() needs a URL."),
        { Action: SoftwareAction.Update or SoftwareAction.Uninstall, Uuid: null or "" } => UspFault.Create(7027, "Which deployment unit is meant is said by its UUID."),
        _ => null,
    };

    private Request Command(int index)
    {
        var one = change.Changes[index];
        var key = SoftwareKey.Of(change.CommandKey, index + 1, change.Changes.Count);
        return one.Action switch
        {
            SoftwareAction.Install => OperateMessage.Create(Modules + "InstallDU()", key, Arguments(
                ("URL", one.Url?.AbsoluteUri), ("UUID", one.Uuid), ("Username", one.Username), ("Password", one.Password), ("ExecutionEnvRef", one.ExecutionEnvironment?.TrimEnd('.')))),
            SoftwareAction.Update => OperateMessage.Create(Unit(one) + "Update()", key, Arguments(
                ("URL", one.Url?.AbsoluteUri), ("Username", one.Username), ("Password", one.Password))),
            _ => OperateMessage.Create(Unit(one) + "Uninstall()", key),
        };
    }

    private string Unit(SoftwareChange one) =>
        Units + (one.Version is { Length: > 0 } version ? SearchExpression.Equal(("UUID", one.Uuid!), ("Version", version)) : SearchExpression.Equal(("UUID", one.Uuid!))) + ".";

    private static Dictionary<string, string> Arguments(params (string Name, string? Value)[] arguments) =>
        arguments.Where(a => !string.IsNullOrEmpty(a.Value)).ToDictionary(a => a.Name, a => a.Value!, StringComparer.Ordinal);
}
