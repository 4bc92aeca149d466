namespace Provisioning.Conversations;

/// <summary>The operations' names, as in the API and in <c>OperationRow.Type</c>.</summary>
public static class OperationTypes
{
    public const string SetValues = "setValues";
    public const string GetValues = "getValues";
    public const string GetNames = "getNames";
    public const string AddInstance = "addInstance";
    public const string DeleteInstance = "deleteInstance";
    public const string Reboot = "reboot";
    public const string FactoryReset = "factoryReset";
    public const string Download = "download";
    public const string Upload = "upload";
    public const string Command = "command";
    public const string Diagnostic = "diagnostic";
    public const string ScheduleInform = "scheduleInform";
    public const string ScheduleDownload = "scheduleDownload";
    public const string CancelTransfer = "cancelTransfer";
    public const string QueuedTransfers = "queuedTransfers";
    public const string GetAttributes = "getAttributes";
    public const string SetAttributes = "setAttributes";
    public const string ChangeDuState = "changeDuState";
    public const string GetOptions = "getOptions";
    public const string SetVouchers = "setVouchers";
    public const string RpcMethods = "rpcMethods";
    public const string UspMessage = "uspMessage";

    public static IReadOnlyList<string> All { get; } =
    [
        SetValues, GetValues, GetNames, AddInstance, DeleteInstance, Reboot, FactoryReset, Download, Upload, Command, ScheduleInform,
        ScheduleDownload, CancelTransfer, QueuedTransfers, GetAttributes, SetAttributes, ChangeDuState, GetOptions, SetVouchers, RpcMethods,
        Diagnostic, UspMessage,
    ];
}
