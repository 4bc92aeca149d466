using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using CpeSimulator.DataModels;
using Microsoft.Extensions.DependencyInjection;
using Provisioning.Jobs;
using Provisioning.Storage;

namespace Benchmarks.Mud;

/// <summary><c>mudpush</c>: what goes over the wire when one name of a host's MUD file gets one address more, by dialect and protocol.</summary>
internal static class MudPushCommand
{
    private static readonly (GatewayProfile Profile, string Dialect)[] _profiles =
        [(GatewayProfile.P1, "flat"), (GatewayProfile.P2, "tr181-2.2"), (GatewayProfile.P3, "tr181-2.16"), (GatewayProfile.P4, "tr181-2.18")];

    public static async Task<int> RunAsync()
    {
        Console.WriteLine($"{"dialect",-12} {"protocol",-8} {"exchanges",9} {"bytes",8}  exchanges by name");
        foreach (var (profile, dialect) in _profiles)
        {
            foreach (var protocol in (ManagementProtocol[])[ManagementProtocol.Cwmp, ManagementProtocol.Usp])
            {
                await MeasureAsync(profile, dialect, protocol);
            }
        }

        return 0;
    }

    private static async Task MeasureAsync(GatewayProfile profile, string dialect, ManagementProtocol protocol)
    {
        var data = Directory.CreateTempSubdirectory("acs-push-").FullName;
        try
        {
            await using var home = await MudHome.StartAsync(data, protocol, profile);
            using var api = new HttpClient { BaseAddress = new Uri(home.Server.Addresses.Web, "/api/v1/") };
            api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "benchmark-administrators-key");
            var devices = await api.GetFromJsonAsync<JsonElement>("devices");
            var wire = $"devices/{Uri.EscapeDataString(devices.GetProperty("items")[0].GetProperty("id").GetString()!)}/wire";
            (await api.PutAsJsonAsync(wire, new { })).EnsureSuccessStatusCode();

            await MudHome.ChangeAddressAsync(home.Server.Services.GetRequiredService<IGroupCommit>(), "203.0.113.200", CancellationToken.None);
            home.Server.Services.GetRequiredService<IWorkSignal>().FirewallDirty();
            await home.ConvergesAsync();
            var (exchanges, bytes, names) = (0, 0, new SortedDictionary<string, int>(StringComparer.Ordinal));
            var items = (await api.GetFromJsonAsync<JsonElement>($"{wire}?limit=200")).GetProperty("items").EnumerateArray().ToList();
            foreach (var item in items)
            {
                exchanges++;
                bytes += item.GetProperty("requestBytes").GetInt32() + (item.GetProperty("responseBytes").ValueKind == JsonValueKind.Number ? item.GetProperty("responseBytes").GetInt32() : 0);
                var summary = item.GetProperty("summary").GetString() ?? "";
                names[summary] = names.GetValueOrDefault(summary) + 1;
            }

            Console.WriteLine($"{dialect,-12} {protocol.ToString().ToLowerInvariant(),-8} {exchanges,9} {bytes,8}  {string.Join(", ", names.Select(n => $"{n.Value} x {n.Key}"))}");
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }
}
