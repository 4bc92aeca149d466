namespace UspController.Agents.Errands;

/// <summary>The roots that a data model may have: TR-181's, which TR-369 wants, and TR-098's.</summary>
internal static class DataRoot
{
    public const string Device = "Device.";
    public const string InternetGatewayDevice = "InternetGatewayDevice.";

    /// <summary>A path as the standard writes it, under the agent's own root.</summary>
    public static string Under(string root, string path) =>
        root != Device && path.StartsWith(Device, StringComparison.Ordinal) ? root + path[Device.Length..] : path;
}
