using System.Buffers.Binary;
using System.Net;

namespace Acs.Cwmp.Stun;

/// <summary>
/// What a binding request gets (RFC 3489 8.1, TR-069 G.2.2). Pure. (1) only binding requests, (2) nothing that must be
/// understood and is not, (3) a notice of a changed binding only with the gateway's own signature, (4) the answer goes back
/// to where the question came from, or to another port of the same address: to nobody else.
/// </summary>
internal static class StunResponder
{
    private static readonly ushort[] _understood =
    [
        StunAttribute.MappedAddress, StunAttribute.ResponseAddress, StunAttribute.ChangeRequest, StunAttribute.Username,
        StunAttribute.MessageIntegrity, StunAttribute.Realm, StunAttribute.Nonce,
    ];

    /// <param name="account">Of the user name in the request, where there is one that is known.</param>
    public static StunReply Answer(StunMessage request, IPEndPoint from, (long DeviceId, string Password)? account)
    {
        // (1)
        if (request.Type != StunMessage.BindingRequest)
        {
            return StunReply.Silence("other");
        }

        // (2)
        var unknown = request.Types.Where(t => t < 0x8000 && !_understood.Contains(t)).Distinct().Take(8).ToList();
        if (unknown.Count > 0)
        {
            return new StunReply(new StunAnswer(StunMessage.BindingError, request).Error(420, "Unknown.").Unknown(unknown).End(), from, null, "unknown-attribute");
        }

        // The primary address is the only one (TR-069 G.2.2): an answer from another cannot be had. Waited for in vain, as behind a NAT.
        var change = request.Value(StunAttribute.ChangeRequest);
        if (change.Length == 4 && (change[3] & 0x06) != 0)
        {
            return StunReply.Silence("change-request");
        }

        // (3)
        var isSigned = request.Has(StunAttribute.MessageIntegrity);
        var isNotice = request.Has(StunAttribute.ConnectionRequestBinding) && request.Has(StunAttribute.BindingChange);
        if (isNotice && !isSigned)
        {
            return new StunReply(new StunAnswer(StunMessage.BindingError, request).Error(401, "Unauthorized").End(), from, null, "unauthorized");
        }

        if (isSigned && (account is not { } known || !request.IsSignedWith(known.Password)))
        {
            // The same whether name or password is wrong.
            return new StunReply(new StunAnswer(StunMessage.BindingError, request).Error(431, "Wrong HMAC..").End(), from, null, "wrong-integrity");
        }

        // (4)
        if (Target(request, from) is not { } to)
        {
            return StunReply.Silence("response-address");
        }

        // TR-069's gateways expect RFC 3489's attribute, whichever cookie they send.
        var isGateway = request.Has(StunAttribute.ConnectionRequestBinding);
        var answer = new StunAnswer(StunMessage.BindingResponse, request);
        if (!request.HasCookie || isGateway)
        {
            answer.Mapped(from);
        }

        if (request.HasCookie)
        {
            answer.XorMapped(from);
        }

        var bytes = isSigned && account is { } signer ? answer.EndSigned(signer.Password) : answer.End();
        return new StunReply(bytes, to, isNotice && account is { } whose ? (whose.DeviceId, from) : null, isNotice ? "notice" : "binding");
    }

    /// <summary>TR-069 G.2.1.1 finds out a binding's life by RESPONSE-ADDRESS, which is the gateway's own NAT with another port.</summary>
    private static IPEndPoint? Target(StunMessage request, IPEndPoint from)
    {
        if (!request.Has(StunAttribute.ResponseAddress))
        {
            return from;
        }

        var value = request.Value(StunAttribute.ResponseAddress);
        if (value.Length is not (8 or 20) || value[1] != (value.Length == 8 ? 1 : 2))
        {
            return null;
        }

        var port = BinaryPrimitives.ReadUInt16BigEndian(value[2..]);
        var address = new IPAddress(value[4..]);
        return port >= 1024 && address.Equals(from.Address) ? new IPEndPoint(address, port) : null;
    }
}
