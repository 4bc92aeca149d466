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

    public static IReadOnlyList<string> All { get; } =
        [SetValues, GetValues, GetNames, AddInstance, DeleteInstance, Reboot, FactoryReset, Download, Upload, Command];
}
