using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Acs.Cwmp.Stun;

/// <summary>The datagram of TR-069 G.2.2.3: an HTTP GET whose query proves the sender. Pure.</summary>
internal static class UdpConnectionRequest
{
    /// <param name="at">A gateway takes a time stamp only when it is later than the last one, or the same with another id.</param>
    /// <param name="id">Below 2^32.</param>
    /// <param name="username">ConnectionRequestUsername.</param>
    /// <param name="password">ConnectionRequestPassword.</param>
    /// <param name="clientNonce">Random.</param>
    public static byte[] Create(IPEndPoint to, DateTimeOffset at, uint id, string username, string password, string clientNonce)
    {
        var ts = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var number = id.ToString(CultureInfo.InvariantCulture);
#pragma warning disable CA5350 // TR-069 G.2.2.3 is HMAC-SHA1.
        var signature = Convert.ToHexString(HMACSHA1.HashData(Encoding.UTF8.GetBytes(password), Encoding.UTF8.GetBytes(ts + number + username + clientNonce)));
#pragma warning restore CA5350
        return Encoding.ASCII.GetBytes(
            $"GET http://{to}?ts={ts}&id={number}&un={Uri.EscapeDataString(username)}&cn={clientNonce}&sig={signature} HTTP/1.1\r\nHost: {to}\r\n\r\n");
    }
}
