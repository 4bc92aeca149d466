namespace CpeSimulator.Usp;

/// <summary>An asynchronous command at work.</summary>
/// <param name="ObjectPath">Object of the command, with trailing dot.</param>
/// <param name="RequestPath">Row of Device.LocalAgent.Request, with trailing dot.</param>
internal sealed record RunningCommand(string ObjectPath, string Name, string CommandKey, string RequestPath);
