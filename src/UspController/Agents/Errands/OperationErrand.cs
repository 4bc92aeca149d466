using System.Globalization;
using Usp.Messages;
using UspController.Messages;

namespace UspController.Agents.Errands;

/// <summary>Carries out one <see cref="Operation"/>.</summary>
internal abstract class OperationErrand(Operation operation) : Errand
{
    public Operation Operation { get; } = operation;

    /// <summary>Set when <see cref="Errand.Continue"/> has returned null.</summary>
    public Outcome? Outcome { get; private set; }

    /// <param name="root">Of the agent's data model.</param>
    public static OperationErrand For(Operation operation, string root = DataRoot.Device) => operation switch
    {
        Operation.ReadValues read => new ReadErrand(read),
        Operation.Discover discover => new DiscoverErrand(discover),
        Operation.WriteValues write => new WriteErrand(write),
        Operation.AddInstances add => new AddErrand(add),
        Operation.DeleteInstances delete => new DeleteErrand(delete),
        Operation.Reboot reboot => new CommandErrand(reboot, root + "Reboot()", reboot.CommandKey),
        Operation.FactoryReset reset => new CommandErrand(reset, root + "FactoryReset()", ""),
        Operation.Download download => new DownloadErrand(download, root),
        Operation.ScheduleContact timer => new CommandErrand(
            timer,
            root + "ScheduleTimer()",
            timer.CommandKey,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["DelaySeconds"] = timer.DelaySeconds.ToString(CultureInfo.InvariantCulture) }),
        Operation.ListTransfers list => new RequestsErrand(list, root),
        Operation.CancelTransfer cancel => new CommandErrand(
            cancel, $"{root}LocalAgent.Request.{SearchExpression.Equal(("CommandKey", cancel.CommandKey))}.Cancel()", ""),
        Operation.ChangeSoftware change => new SoftwareErrand(change, root),
        Operation.UspMessage message when RequestJson.TryRead(message.Request, out var request, out _) => new MessageErrand(message, request),
        Operation.Command command => new CommandErrand(command, command.Path, command.CommandKey, command.Arguments),
        _ => throw new NotSupportedException($"No USP message for {operation.GetType().Name}."),
    };

    /// <summary>Why no request can be made of it; null: one can.</summary>
    public static Fault? Impossible(Operation operation) => operation switch
    {
        Operation.UspMessage message => RequestJson.TryRead(message.Request, out _, out var problem) ? null : UspFault.Create(7004, problem),
        Operation.ChangeSoftware change => SoftwareErrand.Impossible(change),
        _ => null,
    };

    protected Request? Finish(Outcome outcome)
    {
        Outcome = outcome;
        return null;
    }

    protected Request? Fail(Fault fault) => Finish(new Outcome.Failed(Operation.Id, fault));

    /// <summary>What every request has in common when it was not answered with its own response.</summary>
    protected static Fault FaultOf(Reply reply, string request) => reply switch
    {
        Reply.Refused refused => ErrorMessage.ToFault(refused.Error),
        Reply.Silent => UspFault.NoAnswer(request),
        _ => UspFault.Unexpected(request),
    };
}
