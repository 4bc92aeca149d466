namespace Acs.Dots.Cbor;

/// <summary>What is null is not spoken of, and stays as it is by default.</summary>
internal sealed record WantedHeartbeats(int? Interval, int? Missing)
{
    public static WantedHeartbeats Nothing { get; } = new(null, null);

    public DotsHeartbeats Over(DotsHeartbeats fallback) => new(Interval ?? fallback.Interval, Missing ?? fallback.Missing);
}
