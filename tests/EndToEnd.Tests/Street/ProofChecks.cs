using System.Net;

namespace EndToEnd.Tests.Street;

/// <summary>What the camera and the laptop may do, tried with real packets.</summary>
internal sealed class ProofChecks(Home home)
{
    private readonly Probe _probe = new(home);

    /// <summary>Everything that the files speak of, over both IP versions.</summary>
    public async Task ExactlyAsync(bool cloud, bool clock, bool update)
    {
        foreach (var version in (int[])[4, 6])
        {
            Assert.That(await CameraTcpAsync(10, 443, version), Is.EqualTo(cloud), $"IPv{version} camera to its cloud");
            Assert.That(await CameraUdpAsync(10, 123, version), Is.EqualTo(clock), $"IPv{version} camera to its clock");
            Assert.That(await CameraTcpAsync(20, 8443, version), Is.EqualTo(update), $"IPv{version} camera to its update server");
            await ForbiddenAsync(version);
            await LaptopIsFreeAsync(version);
        }
    }

    /// <summary>No file allows these.</summary>
    public async Task ForbiddenAsync(int version, string when = "")
    {
        Assert.That(await CameraTcpAsync(10, 80, version), Is.False, $"IPv{version} camera to another port of its cloud{when}");
        Assert.That(await CameraTcpAsync(30, 443, version), Is.False, $"IPv{version} camera to a stranger{when}");
        Assert.That(await CameraUdpAsync(30, 53, version), Is.False, $"IPv{version} camera to a foreign resolver{when}");
        Assert.That(
            await _probe.TcpPassesAsync(home.Internet, Home.Server(30, version), home.Host, Camera(version), 23),
            Is.False,
            $"IPv{version} a stranger to the camera{when}");
    }

    /// <summary>Every file allows this.</summary>
    public async Task CloudIsOpenAsync(int version, string when = "") =>
        Assert.That(await CameraTcpAsync(10, 443, version), Is.True, $"IPv{version} camera to its cloud{when}");

    public async Task LaptopIsFreeAsync(int version, string when = "") => Assert.That(
        await _probe.TcpPassesAsync(home.Neighbour, Laptop(version), home.Internet, Home.Server(30, version), 443),
        Is.True,
        $"IPv{version} the laptop, which has no MUD file, goes where it wants{when}");

    public Task<bool> CameraTcpAsync(int server, int port, int version) =>
        _probe.TcpPassesAsync(home.Host, Camera(version), home.Internet, Home.Server(server, version), port);

    public Task<bool> CameraUdpAsync(int server, int port, int version) =>
        _probe.UdpPassesAsync(home.Host, Camera(version), home.Internet, Home.Server(server, version), port);

    public Task<OpenConnection> CameraStaysConnectedAsync(int server, int port, int version) =>
        OpenConnection.OpenAsync(home.Host, Camera(version), home.Internet, Home.Server(server, version), port);

    private static IPAddress Camera(int version) => IPAddress.Parse(version == 4 ? "192.168.77.20" : "fd77::20");

    private static IPAddress Laptop(int version) => IPAddress.Parse(version == 4 ? "192.168.77.21" : "fd77::21");
}
