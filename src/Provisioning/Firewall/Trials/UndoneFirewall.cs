namespace Provisioning.Firewall.Trials;

/// <summary>A firewall that was taken back.</summary>
/// <param name="Times">How many different ones in a row were, since one was last confirmed.</param>
/// <param name="IsHeld">What is compiled now is kept back because of it.</param>
public sealed record UndoneFirewall(string Hash, DateTimeOffset At, int Times, bool IsHeld, SecondTry SecondTry)
{
    /// <summary>It goes to the gateway again by itself.</summary>
    public bool IsTriedAgain => SecondTry is SecondTry.WhenBack or SecondTry.UnlessRestarted;
}
