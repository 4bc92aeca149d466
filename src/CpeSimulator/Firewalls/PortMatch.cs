namespace CpeSimulator.Firewalls;

/// <summary>A port or range of a rule.</summary>
internal sealed record PortMatch(int First, int Last, bool Exclude)
{
    public static PortMatch? Read(int port, int rangeMax, bool exclude) =>
        port < 0 ? null : new PortMatch(port, rangeMax < 0 ? port : rangeMax, exclude);

    public bool Matches(int port) => port >= 0 && (port >= First && port <= Last) != Exclude;
}
