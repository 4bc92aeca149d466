namespace Provisioning.Firewall.Trials;

/// <summary>A firewall that was taken back.</summary>
/// <param name="Times">How many were, since one was last confirmed.</param>
/// <param name="IsHeld">What is compiled now is kept back because of it.</param>
public sealed record UndoneFirewall(string Hash, DateTimeOffset At, int Times, bool IsHeld);
