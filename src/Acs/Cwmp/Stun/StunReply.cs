using System.Net;

namespace Acs.Cwmp.Stun;

/// <summary>What to do about a datagram.</summary>
/// <param name="To">Where the answer goes; null: nothing is answered.</param>
/// <param name="Notice">A verified binding to keep before the answer leaves: whose, and where.</param>
/// <param name="What">For the metric; from a fixed set.</param>
internal sealed record StunReply(byte[] Bytes, IPEndPoint? To, (long DeviceId, IPEndPoint Binding)? Notice, string What)
{
    public static StunReply Silence(string what) => new([], null, null, what);
}
