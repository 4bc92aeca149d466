using Provisioning.Campaigns;
using Provisioning.Devices;

namespace Provisioning.Tests.Campaigns;

/// <summary>A plan, a standing and gateways to decide about.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static readonly CampaignLimits Limits = new(TimeSpan.FromHours(48), TimeSpan.FromHours(1), TimeSpan.FromMinutes(10));

    public static readonly WantedImage Image = new("2.0", null, "Gw", null);

    public static readonly CampaignPlan Plan = new(
        new CampaignSelection("", []), new CampaignChange(CampaignChange.Firmware, Guid.NewGuid()), [], [], new StopRules(), Retries: 0);

    public static DeviceFacts Device(string serial = "1") => new(
        $"00AABB-Gw-{serial}", "00AABB", "Gw", "Maker", "1.0", DeviceStatus.Active, null, Now.AddMinutes(-5), ConvergenceState.Converged, null);

    public static TargetFacts Pending(long id, DeviceFacts? device = null, int ring = 0) =>
        new(id, ring, CampaignTargetState.Pending, null, 0, null, null, device ?? Device(id.ToString()));

    public static TargetFacts Running(long id, DeviceFacts? device = null, double minutes = 1) => new(
        id, 0, CampaignTargetState.Running, null, 1, Now.AddMinutes(-minutes), null,
        (device ?? Device(id.ToString())) with { Convergence = device?.Convergence ?? ConvergenceState.Pending });

    public static CampaignMove Tick(
        this CampaignPlan plan, IReadOnlyList<TargetFacts> targets, CampaignState state = CampaignState.Running,
        IReadOnlyList<RingStanding>? rings = null, int failures = 0, int recent = 0) =>
        CampaignDecision.Tick(plan, Image, Standing(targets, state, rings, failures, recent), targets, Limits, Now);

    public static TargetMove Single(this CampaignMove move) => move.Targets.Single();

    private static CampaignStanding Standing(
        IReadOnlyList<TargetFacts> targets, CampaignState state, IReadOnlyList<RingStanding>? rings, int failures, int recent) => new(
        Guid.Parse("11111111-2222-3333-4444-555555555555"), state,
        rings ?? [.. targets.GroupBy(t => t.Ring).Select(g => new RingStanding(
            g.Key, g.Count(t => t.State == CampaignTargetState.Pending), 0, g.Count(t => t.State == CampaignTargetState.Running), 0))],
        Now.AddHours(-1), failures, recent);
}
