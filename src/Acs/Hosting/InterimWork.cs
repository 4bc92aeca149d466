#pragma warning disable MA0048, CA1822
namespace Acs.Hosting;

internal sealed class MudRefresh { public Task RunAsync(CancellationToken c) => Task.CompletedTask; }
internal sealed class NameResolution { public Task RunAsync(CancellationToken c) => Task.CompletedTask; }
internal sealed class FirewallCompilation { public Task RunAsync(CancellationToken c) => Task.CompletedTask; }
internal sealed class CampaignTick { public Task RunAsync(CancellationToken c) => Task.CompletedTask; }
internal sealed class Sweep { public Task RunAsync(CancellationToken c) => Task.CompletedTask; }
internal sealed class Retention { public Task RunAsync(CancellationToken c) => Task.CompletedTask; }
