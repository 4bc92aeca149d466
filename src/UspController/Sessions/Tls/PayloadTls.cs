using Org.BouncyCastle.Tls;
using UspController.Security;

namespace UspController.Sessions.Tls;

/// <summary>
/// A TLS session whose records travel as payloads (TR-369 "TLS Payload Encapsulation"). Bytes in, bytes out: .NET's own
/// stream exports no key material, from which the MAC of the records is derived (R-E2E.35 to R-E2E.39).
/// </summary>
internal sealed class PayloadTls
{
    private const int HeaderBytes = 5;

    private readonly TlsProtocol _protocol;
    private readonly TlsPeerIdentity _peer;

    private PayloadTls(TlsProtocol protocol, TlsPeerIdentity peer) => (_protocol, _peer) = (protocol, peer);

    public bool IsEstablished => _peer.KeyMaterial is not null;

    /// <summary>For the records that this side sends; there once the session is established.</summary>
    public ReadOnlySpan<byte> OwnKey => _peer.OwnKey;

    public ReadOnlySpan<byte> PeerKey => _peer.PeerKey;

    /// <summary>The endpoint that began the session context is the client.</summary>
    public static PayloadTls Client(ControllerIdentity own, Func<IReadOnlyList<byte[]>, bool> accepts)
    {
        var peer = new TlsPeerIdentity(own, accepts, isClient: true);
        var protocol = new TlsClientProtocol();
        protocol.Connect(new PayloadTlsClient(peer));
        return new PayloadTls(protocol, peer);
    }

    public static PayloadTls Server(ControllerIdentity own, Func<IReadOnlyList<byte[]>, bool> accepts)
    {
        var peer = new TlsPeerIdentity(own, accepts, isClient: false);
        var protocol = new TlsServerProtocol();
        protocol.Accept(new PayloadTlsServer(peer));
        return new PayloadTls(protocol, peer);
    }

    /// <summary>Takes TLS records in.</summary>
    /// <exception cref="InvalidDataException">They are none, or the handshake fails: the session context cannot go on.</exception>
    public void Take(byte[] records)
    {
        try
        {
            _protocol.OfferInput(records);
        }
        catch (IOException e)
        {
            throw new InvalidDataException("tls-failed", e);
        }

        if (_protocol.IsClosed)
        {
            throw new InvalidDataException("tls-closed");
        }
    }

    /// <summary>What the peer sent, decrypted, as far as it has come.</summary>
    public byte[] ReadMessage()
    {
        var bytes = new byte[_protocol.GetAvailableInputBytes()];
        _protocol.ReadInput(bytes, 0, bytes.Length);
        return bytes;
    }

    /// <summary>Encrypts a message; its records come out of <see cref="ReadRecords"/>.</summary>
    public void WriteMessage(byte[] message) => _protocol.WriteApplicationData(message, 0, message.Length);

    /// <summary>TLS records to send, one by one.</summary>
    public IReadOnlyList<byte[]> ReadRecords()
    {
        var bytes = new byte[_protocol.GetAvailableOutputBytes()];
        _protocol.ReadOutput(bytes, 0, bytes.Length);
        var records = new List<byte[]>();
        for (var at = 0; at + HeaderBytes <= bytes.Length;)
        {
            var length = HeaderBytes + (bytes[at + 3] << 8) + bytes[at + 4];
            records.Add(bytes[at..(at + length)]);
            at += length;
        }

        return records;
    }
}
