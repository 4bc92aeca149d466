namespace CpeSimulator.Lan;

/// <summary>Packets of one host since it joined.</summary>
/// <param name="MisdeedsPassed">Of <see cref="LanHost.Misdeeds"/>, those that the firewall let through.</param>
/// <param name="HabitsDropped">Of <see cref="LanHost.Habits"/>, those that it dropped.</param>
public sealed record HostTraffic(int Passed, int Dropped, int MisdeedsPassed, int MisdeedsDropped, int HabitsDropped)
{
    public static HostTraffic None { get; } = new(0, 0, 0, 0, 0);
}
