namespace CpeSimulator.Usp;

/// <summary>What Boot! will say.</summary>
/// <param name="Cause">LocalFactoryReset, LocalReboot, RemoteReboot, RemoteFactoryReset or FirmwareUpdate as TR-181 Device.Boot! has them.</param>
/// <param name="FactoryReset">The restart that comes first resets.</param>
/// <param name="Bank">Firmware bank that the restart activates, null: none.</param>
/// <param name="Activation">OperationComplete to be sent after Boot!, null: none.</param>
internal sealed record BootInfo(string Cause, string CommandKey, bool FactoryReset = false, int? Bank = null, RunningCommand? Activation = null);
