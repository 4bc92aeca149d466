namespace Provisioning.Conversations;

/// <summary>One thing to do with a software module (deployment unit).</summary>
/// <param name="Url">Install: where from, required. Update: may be null for the known source.</param>
/// <param name="Uuid">Update and uninstall: which; install: what it shall be called.</param>
/// <param name="Version">Update: which one to bring up to date; uninstall: which one to remove.</param>
/// <param name="ExecutionEnvironment">Install and uninstall: path of the execution environment.</param>
public sealed record SoftwareChange(
    SoftwareAction Action,
    Uri? Url = null,
    string? Uuid = null,
    string? Version = null,
    string? Username = null,
    string? Password = null,
    string? ExecutionEnvironment = null)
{
    /// <summary>No secret in a log.</summary>
    public override string ToString() => $"{Action} {Uuid}";
}
