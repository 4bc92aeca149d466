using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace EndToEnd.Tests.Street;

/// <summary>
/// Real manufacturers' files, compiled through the API, put into nftables by a reading of TR-181 that shares nothing with the
/// server, and tried with real packets over both IP versions.
/// </summary>
[TestFixture]
[NonParallelizable]
internal sealed class RealFiles_Tests
{
    private const int Stranger = 30;
    private const int Probes = 6;

    private static readonly int[] Servers = [10, 20];

    private Home _home = null!;
    private TestAcs _acs = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        if (NetworkNamespace.Unavailable() is { } reason)
        {
            Assert.Ignore(reason);
        }

        if (Folder() is null)
        {
            Assert.Ignore("The real MUD files (shared/mud) are not on this machine.");
        }

        _home = new Home();
        _acs = await TestAcs.StartAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _home?.Dispose();
        if (_acs is not null)
        {
            await _acs.DisposeAsync();
        }
    }

    [Test]
    public async Task Real_packets_pass_and_are_dropped_as_the_file_says(
        [Values("mudfiles__augustdoorbellcamMud.json", "mudfiles__hpprinterMud.json", "mudfiles__HueBulbMud.json", "mudfiles__nestsmokesensorMud.json", "mud-visualizer__tester_domain2.json")] string name,
        [Values("tr181-2.2", "tr181-2.18")] string dialect)
    {
        var bytes = await File.ReadAllBytesAsync(Path.Combine(Folder()!, name));
        var file = new RealFile(JsonDocument.Parse(bytes).RootElement);
        _home.Apply(await CompileAsync(bytes, dialect, file.Names));
        var probe = new Probe(_home);
        foreach (var version in (int[])[4, 6])
        {
            var allowed = file.Allowed.Where(a => a.Version == version).Select(a => (a.Protocol, Server: Servers[a.Name % 2], a.Port)).Distinct().ToList();
            foreach (var (protocol, server, port) in allowed.Take(Probes))
            {
                Assert.That(await PassesAsync(probe, version, protocol, server, port), Is.True, $"IPv{version} protocol {protocol} to server {server} port {port}");
            }

            List<(int Protocol, int Server, int Port)> closed =
            [
                .. allowed.Select(a => (a.Protocol, Stranger, a.Port)), .. allowed.Select(a => (a.Protocol, a.Server, Port: 47111)),
                .. allowed.Select(a => (a.Protocol, Server: a.Server == Servers[0] ? Servers[1] : Servers[0], a.Port)).Where(a => !allowed.Contains(a)),
                (6, Stranger, 47112), (17, Stranger, 47112),
            ];
            var open = file.Allowed.Where(a => file.IsOpen(version, a.Name)).Select(a => Servers[a.Name % 2]).ToHashSet();
            foreach (var (protocol, server, port) in closed.Distinct().Where(c => file.IsClosed(version, c.Protocol, c.Port) && !open.Contains(c.Server)).Take(Probes))
            {
                Assert.That(await PassesAsync(probe, version, protocol, server, port), Is.False, $"IPv{version} protocol {protocol} to server {server} port {port}");
            }
        }
    }

    [Test]
    public void The_sample_has_flows_over_both_IP_versions()
    {
        foreach (var version in (int[])[4, 6])
        {
            var file = new RealFile(JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder()!, "mud-visualizer__tester_domain2.json"))).RootElement);
            Assert.That(file.Allowed.Count(a => a.Version == version), Is.GreaterThan(0), $"IPv{version}");
        }
    }

    private Task<bool> PassesAsync(Probe probe, int version, int protocol, int server, int port)
    {
        var host = IPAddress.Parse(version == 4 ? "192.168.77.20" : "fd77::20");
        return protocol == 6
            ? probe.TcpPassesAsync(_home.Host, host, _home.Internet, Home.Server(server, version), port)
            : probe.UdpPassesAsync(_home.Host, host, _home.Internet, Home.Server(server, version), port);
    }

    /// <summary>Through the API, names in turn at either server.</summary>
    private async Task<Dictionary<string, string>> CompileAsync(byte[] file, string dialect, IReadOnlyList<string> names)
    {
        var query = $"mud/compile?dialect={dialect}&host-mac={Home.HostMac}&host-ip=192.168.77.20&host-ip=fd77::20&lan=192.168.77.0/24&lan=fd77::/64"
            + string.Concat(names.Select((n, i) => $"&resolve={Uri.EscapeDataString($"{n}={Home.Server(Servers[i % 2], 4)},{Home.Server(Servers[i % 2], 6)}")}"));
        using var body = new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue("application/mud+json") } };
        using var response = await _acs.Api.PostAsync(new Uri(query, UriKind.Relative), body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.That(response.IsSuccessStatusCode, Is.True, text);
        var report = JsonDocument.Parse(text).RootElement;
        report = report.ValueKind == JsonValueKind.Array ? report[0] : report;
        Assert.That(report.GetProperty("outcome").GetString(), Is.Not.EqualTo("refused"), text);
        var parameters = report.GetProperty("parameters").EnumerateArray().ToDictionary(p => p.GetProperty("path").GetString()!, p => p.GetProperty("value").GetString()!, StringComparer.Ordinal);
        parameters["Device.Firewall.Enable"] = "true";
        return parameters;
    }

    private static string? Folder()
    {
        for (var at = new DirectoryInfo(TestContext.CurrentContext.TestDirectory); at is not null; at = at.Parent)
        {
            if (Directory.Exists(Path.Combine(at.FullName, "shared", "mud")))
            {
                return Path.Combine(at.FullName, "shared", "mud");
            }
        }

        return null;
    }
}
