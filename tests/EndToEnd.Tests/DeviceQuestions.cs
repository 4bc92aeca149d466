using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Provisioning.DesiredState;
using Provisioning.Devices;
using Provisioning.Storage;
using Provisioning.Storage.Documents;

namespace EndToEnd.Tests;

/// <summary>What tests of one device ask again and again, of the interface or of the database behind it.</summary>
internal static class DeviceQuestions
{
    public static Task IsAsync(this TestAcs acs, string id, Func<JsonElement, bool> holds, string what) => Eventually.TrueAsync(
        async () => await acs.GetAsync(Path(id)) is { } device && holds(device), what, () => acs.StoryAsync(id));

    /// <summary>It answers an order.</summary>
    public static async Task ServesAsync(this TestAcs acs, string id)
    {
        await acs.IsAsync(id, d => d.GetProperty("status").GetString() == "active", $"{id} is active");
        var read = await acs.SendAsync(HttpMethod.Post, $"{Path(id)}/operations?wait=60", new { type = "getValues", paths = (string[])["Device.DeviceInfo.SerialNumber"] });
        Assert.That(read.GetProperty("state").GetString(), Is.EqualTo("succeeded"), read.ToString());
    }

    public static async Task<IReadOnlyList<JsonElement>> EventsAsync(this TestAcs acs, string id) =>
        [.. (await acs.SendAsync(HttpMethod.Get, $"events?device={Uri.EscapeDataString(id)}")).GetProperty("items").EnumerateArray()];

    public static async Task<T> QueryAsync<T>(this TestAcs acs, Func<AcsDbContext, Task<T>> read)
    {
        await using var db = await acs.Services.GetRequiredService<IDbContextFactory<AcsDbContext>>().CreateDbContextAsync();
        return await read(db);
    }

    /// <summary>A layer of plain values, as a profile or an operator declares them.</summary>
    public static async Task DeclareAsync(this TestAcs acs, string id, string layer, params (string Path, string Value, ParameterType Type)[] values)
    {
        var declared = values.ToDictionary(v => v.Path, v => new DesiredValue(v.Value, v.Type, layer, "test"), StringComparer.Ordinal);
        var documents = acs.Services.GetRequiredService<IDeviceDocuments>();
        await acs.Services.GetRequiredService<IGroupCommit>().CommitAsync(
            async (db, token) =>
            {
                var row = await db.Devices.SingleAsync(d => d.Key == id, token);
                await documents.SaveLayerAsync(db, row.Id, new DesiredLayer(layer, Guid.NewGuid().ToString("N"), declared, [], []), "test", token);
            },
            CancellationToken.None);
        await acs.Api.PostAsync(new Uri($"{Path(id)}/wake", UriKind.Relative), null);
    }

    /// <summary>The device's own, as the server gave it.</summary>
    public static async Task<string> PasswordAsync(this TestAcs acs, string id)
    {
        var row = await acs.QueryAsync(db => db.DeviceCredentials.SingleAsync(c => db.Devices.Any(d => d.Id == c.DeviceId && d.Key == id)));
        return (await acs.Services.GetRequiredService<IDeviceCredentials>().FindAsync(row.Username, CancellationToken.None))!.Password;
    }

    private static string Path(string id) => $"devices/{Uri.EscapeDataString(id)}";
}
