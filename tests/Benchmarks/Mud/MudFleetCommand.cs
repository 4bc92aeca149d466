using System.Diagnostics;
using Benchmarks.Memory;
using CpeSimulator.DataModels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Provisioning;
using Provisioning.Firewall;
using Provisioning.Jobs;
using Provisioning.Mud;
using Provisioning.Storage;

namespace Benchmarks.Mud;

/// <summary>
/// <c>mudfleet</c>: one home is made through the real interfaces, its rows are copied, and one name of its camera's file gets
/// another address: how long until the firewall of every gateway is worked out anew and on disk.
/// </summary>
internal static class MudFleetCommand
{
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var devices = arguments.Number("--devices", 100_000);
        var data = Directory.CreateTempSubdirectory("acs-fleet-").FullName;
        try
        {
            await using (var home = await MudHome.StartAsync(data, ManagementProtocol.Cwmp, GatewayProfile.P4))
            {
                home.Gateway.CutOff();
                await KnownGateways.CopyFirstAsync(home.Server.Services, devices);
            }

            Console.WriteLine($"{devices} gateways with a camera each; database {new FileInfo(Path.Combine(data, "acs.db")).Length >> 20} MiB");
            await CompileAsync(data, devices);
            return 0;
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task CompileAsync(string data, int devices)
    {
        await using var services = Node(data);
        var commit = services.GetRequiredService<IGroupCommit>();
        var work = services.GetRequiredService<FirewallCompilation>();
        for (var round = 1; round <= 2; round++)
        {
            var clock = Stopwatch.StartNew();
            await MudHome.ChangeAddressAsync(commit, $"203.0.113.{200 + round}", CancellationToken.None);
            var marked = clock.Elapsed;
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            clock.Restart();
            await work.RunAsync(CancellationToken.None);
            var (elapsed, cpu) = (clock.Elapsed, Process.GetCurrentProcess().TotalProcessorTime - before);
            await using var db = await services.GetRequiredService<IDbContextFactory<AcsDbContext>>().CreateDbContextAsync();
            var (left, changed) = (await db.Devices.CountAsync(d => d.FirewallDirty), await db.DeviceLayers.CountAsync(l => l.Name == "firewall"));
            Console.WriteLine(
                $"round {round}: marked in {marked.TotalSeconds:F1} s; compiled and stored in {elapsed.TotalSeconds:F1} s, {devices / elapsed.TotalSeconds:F0} gateways/s, {cpu.TotalMilliseconds / devices:F2} ms CPU each; {left} left, {changed} layers, peak {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB");
        }
    }

    /// <summary>What the server is made of, without what runs by itself.</summary>
    private static ServiceProvider Node(string data)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Acs:DataDirectory"] = data }).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton(TimeProvider.System);
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.Warning).AddConsole());
        services.AddProvisioning(configuration);
        services.AddMud(configuration);
        services.AddFirewall(configuration);
        services.AddSingleton<IWorkSignal, NoSignal>();
        return services.BuildServiceProvider();
    }

    private sealed class NoSignal : IWorkSignal
    {
        public void MudFilesWanted()
        {
        }

        public void FirewallDirty()
        {
        }

        public void WakeWanted(long deviceRowId)
        {
        }

        public void CampaignMoved()
        {
        }
    }
}
