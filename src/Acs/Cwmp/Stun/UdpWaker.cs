using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Acs.Cwmp.ConnectionRequest;
using Acs.Cwmp.Endpoint;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Provisioning.Conversations;
using Provisioning.Devices;
using Provisioning.Storage;

namespace Acs.Cwmp.Stun;

/// <summary>
/// TR-069 G.2.2.3: the same datagram several times through the gateway's NAT. UDP says nothing back: it worked when the
/// gateway comes. The binding that its STUN client proved goes before what it told of itself, which policy has to allow.
/// </summary>
internal sealed class UdpWaker(
    StunServer server, ConnectionTargets targets, RequestedContacts requested, IDbContextFactory<AcsDbContext> database, IOptions<CwmpOptions> options, TimeProvider time)
    : IWaker
{
    private const int Copies = 3;
    private const int DefaultPort = 80;
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(250);

    public Protocols Protocol => Protocols.Cwmp;

    public string Way => "udp";

    public bool CanTry(WakeTarget target) => server.EndPoint is not null && (target.UdpBinding ?? target.UdpAddress) is not null;

    public async ValueTask<WakeResult> WakeAsync(WakeTarget target, CancellationToken cancellationToken)
    {
        if (target is not { ConnectionRequestUsername: { } username, ConnectionRequestPassword: { } password })
        {
            return Failed("no connection request credentials are known");
        }

        var addresses = (await AddressesAsync(target, cancellationToken)).FindAll(a => a.AddressFamily == server.EndPoint?.AddressFamily);
        if (addresses.Count == 0)
        {
            return Failed($"refused by policy: {target.UdpAddress} is neither where the device's sessions come from nor in Acs:Cwmp:ConnectionRequest:AllowedNetworks");
        }

        var started = time.GetUtcNow();
        var requestedContact = requested.Next(target.Id);
        try
        {
            foreach (var to in addresses)
            {
                var datagram = UdpConnectionRequest.Create(
                    to, started, (uint)RandomNumberGenerator.GetInt32(1, int.MaxValue), username, password, RandomNumberGenerator.GetHexString(16));
                for (var copy = 0; copy < Copies; copy++)
                {
                    await server.SendAsync(datagram, to, cancellationToken);
                    await Task.Delay(_pause, time, cancellationToken);
                }
            }

            return await CameAsync(target.Id, started, requestedContact, cancellationToken)
                ? new WakeResult(true, Way, $"it came after {Copies} datagrams to {string.Join(", ", addresses)}")
                : Failed($"it did not come for it within {options.Value.Stun.WaitSeconds} s of {Copies} datagrams to {string.Join(", ", addresses)}");
        }
        catch (SocketException e)
        {
            return Failed(e.Message);
        }
        finally
        {
            requested.Forget(target.Id);
        }
    }

    private async Task<bool> CameAsync(DeviceId id, DateTimeOffset since, Task requestedContact, CancellationToken cancellationToken)
    {
        var key = id.ToString();
        var second = since.AddTicks(-(since.Ticks % TimeSpan.TicksPerSecond));
        var patience = TimeSpan.FromSeconds(options.Value.Stun.WaitSeconds);
        using var pulse = new PeriodicTimer(TimeSpan.FromMilliseconds(500), time);
        while (time.GetUtcNow() - since < patience && !requestedContact.IsCompleted && await pulse.WaitForNextTickAsync(cancellationToken))
        {
            if (requested.SeesAll)
            {
                continue;
            }

            // At another node it counts whatever it came for. Presence is written within seconds, and to the second.
            await using var db = await database.CreateDbContextAsync(cancellationToken);
            if (await db.Devices.AnyAsync(d => d.Key == key && d.LastContactAt >= second, cancellationToken))
            {
                return true;
            }
        }

        return requestedContact.IsCompleted;
    }

    private async Task<List<IPEndPoint>> AddressesAsync(WakeTarget target, CancellationToken cancellationToken)
    {
        var found = new List<IPEndPoint>();
        if (IPEndPoint.TryParse(target.UdpBinding ?? "", out var binding) && binding.Port > 0)
        {
            found.Add(binding);
        }

        var colon = target.UdpAddress?.LastIndexOf(':') ?? -1;
        var host = colon < 0 ? target.UdpAddress : target.UdpAddress![..colon];
        var port = DefaultPort;
        if (string.IsNullOrEmpty(host) || (colon >= 0 && (!int.TryParse(target.UdpAddress.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is 0 or > 65535)))
        {
            return found;
        }

        try
        {
            var addresses = await Dns.GetHostAddressesAsync(host, AddressFamily.InterNetwork, cancellationToken);
            if (Array.Find(addresses, a => targets.Allows(a, port, target.RemoteAddress)) is { } allowed && !found.Contains(new IPEndPoint(allowed, port)))
            {
                found.Add(new IPEndPoint(allowed, port));
            }
        }
        catch (SocketException)
        {
            // A name that does not resolve is as good as none; what is left is tried.
            return found;
        }

        return found;
    }

    private WakeResult Failed(string detail) => new(false, Way, detail);
}
