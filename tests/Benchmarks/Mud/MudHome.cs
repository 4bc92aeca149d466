using System.Net;
using Acs.Hosting;
using Benchmarks.Hosting;
using CpeSimulator;
using CpeSimulator.DataModels;
using CpeSimulator.Manufacturer;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Provisioning.Devices;
using Provisioning.Mud;
using Provisioning.Mud.Refresh;
using Provisioning.Storage;

namespace Benchmarks.Mud;

/// <summary>A server, a manufacturer, and one home with a camera under its MUD file; all on loopback, all real.</summary>
internal sealed class MudHome : IAsyncDisposable
{
    public const string Name = "stream.argus.example";

    private readonly SimulatedManufacturer _maker;
    private readonly string _anchor;

    private MudHome(SimulatedManufacturer maker, string anchor, AcsServer server, Gateway gateway) => (_maker, _anchor, Server, Gateway) = (maker, anchor, server, gateway);

    public AcsServer Server { get; }

    public Gateway Gateway { get; }

    public static async Task<MudHome> StartAsync(string data, ManagementProtocol protocol, GatewayProfile profile)
    {
        var maker = await SimulatedManufacturer.StartAsync();
        var anchor = await maker.ExportAnchorAsync(Directory.CreateTempSubdirectory("acs-anchor-").FullName);
        var settings = AcsSettings.For(data, [0, 0, 0, ServerProcess.FreePort()]);
        settings["Acs:Mud:AllowPrivateAddresses"] = "true";
        settings["Acs:Mud:TlsAnchors:0"] = settings["Acs:Mud:TrustAnchors:0"] = anchor;
        settings["Acs:Wake:PerMinute"] = "1000";
        settings["Acs:AdminKey"] = "benchmark-administrators-key";
        foreach (var (name, addresses) in SimulatedManufacturer.Names)
        {
            settings[$"Acs:Mud:Names:{name}"] = string.Join(',', addresses);
        }

        var server = await AcsServer.StartAsync([], settings);
        var gateway = new Gateway(new GatewayOptions
        {
            SerialNumber = "BENCH", Profile = profile, Protocol = protocol, AcsUrl = server.Addresses.Cwmp, MqttPort = server.Addresses.Mqtt.Port,
            RetryWait = TimeSpan.FromSeconds(1), PeriodicInterval = TimeSpan.FromSeconds(1),
        });
        gateway.Lan.Join(new CpeSimulator.Lan.LanHost("02:00:00:00:be:01", "doorstep", IPAddress.Parse("192.168.1.20")) { MudUrl = maker.UrlOf("camera").AbsoluteUri });
        gateway.Start();
        var home = new MudHome(maker, anchor, server, gateway);
        await home.ConvergesAsync();
        return home;
    }

    /// <summary>Waits until the camera's rules are compiled, written and read back.</summary>
    public async Task ConvergesAsync()
    {
        for (var i = 0; i < 600; i++)
        {
            await using var db = await Server.Services.GetRequiredService<IDbContextFactory<AcsDbContext>>().CreateDbContextAsync();
            if (await db.Devices.AnyAsync(d => !d.FirewallDirty && d.Convergence == ConvergenceState.Converged)
                && await db.Hosts.AnyAsync(h => h.State == MudHostState.Compiled))
            {
                return;
            }

            await Task.Delay(100);
        }

        throw new TimeoutException("The home does not converge.");
    }

    /// <summary>The camera's cloud has one address more, as name resolution would write it down.</summary>
    public static Task ChangeAddressAsync(IGroupCommit commit, string address, CancellationToken cancellationToken) => commit.CommitAsync(
        async (db, token) =>
        {
            var row = await db.ResolvedNames.SingleAsync(n => n.Name == Name, token);
            var known = ResolvedAddresses.Read(row.Addresses);
            row.Addresses = ResolvedAddresses.Write(known.SetItem(IPAddress.Parse(address), known.Values.Max()));
            var urls = await db.MudFiles.Select(f => f.Url).ToListAsync(token);
            await AffectedDevices.MarkDirtyAsync(db, urls, token);
        },
        cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Server.StopAsync();
        await Server.DisposeAsync();
        await _maker.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(_anchor)!, recursive: true);
    }
}
