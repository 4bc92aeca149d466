namespace CpeSimulator.Streets;

/// <summary>How the street does at one moment.</summary>
/// <param name="Reached">Gateways that had at least one session or connection.</param>
/// <param name="Protected">Hosts with a MUD URL for which the gateway holds firewall rules: a misdeed would be dropped, habits pass.</param>
/// <param name="MisdeedsDropped">Forbidden packets that firewalls dropped since the start.</param>
public sealed record StreetStatus(
    int Gateways, int Reached, int Hosts, int Protected, int MisdeedsPassed, int MisdeedsDropped, int Outdated, long Sessions, long FailedSessions, long Requests)
{
    public override string ToString() =>
        $"{Reached}/{Gateways} gateways reached, {Protected}/{Hosts} hosts kept to their MUD files, {MisdeedsDropped} misdeeds dropped ({MisdeedsPassed} passed), {Outdated} outdated, {Sessions} sessions ({FailedSessions} failed), {Requests} requests";
}
