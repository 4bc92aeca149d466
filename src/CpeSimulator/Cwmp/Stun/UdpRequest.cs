using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace CpeSimulator.Cwmp.Stun;

/// <summary>A UDP connection request (TR-069 G.2.1.3).</summary>
internal sealed record UdpRequest(long Stamp, string Id, string User, string ClientNonce, string Signature)
{
    public static UdpRequest? Read(string datagram)
    {
        var target = datagram.StartsWith("GET ", StringComparison.Ordinal) ? datagram.Split(' ') : [];
        var query = target is [_, var uri, ..] && uri.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? QueryHelpers.ParseQuery(uri[at..]) : [];
        string Field(string name) => query.TryGetValue(name, out var value) ? value.ToString() : "";
        return long.TryParse(Field("ts"), NumberStyles.None, CultureInfo.InvariantCulture, out var stamp)
            ? new UdpRequest(stamp, Field("id"), Field("un"), Field("cn"), Field("sig"))
            : null;
    }

    public bool IsRight(string user, string password)
    {
        var text = Stamp.ToString(CultureInfo.InvariantCulture) + Id + User + ClientNonce;
#pragma warning disable CA5350 // TR-069 G.2.1.3 is HMAC-SHA1.
        var expected = Convert.ToHexString(HMACSHA1.HashData(Encoding.UTF8.GetBytes(password), Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350
        return user.Length > 0 && User == user && Signature.Equals(expected, StringComparison.OrdinalIgnoreCase);
    }
}
