using System.Buffers;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Channel;

namespace UspController.Mtp.Embedded;

/// <summary>
/// Watches an MQTT byte stream and ends it when a packet announces more than it may have: the codec behind would make room
/// for what a stranger announces. The first packet, before anybody has logged in, may be small only.
/// </summary>
internal sealed class BoundedChannel(IMqttChannel inner, int maxPacketBytes, Action onTooLarge) : IMqttChannel
{
    private const int FirstPacketBytes = 64 * 1024;

    private bool _first = true;
    private bool _inLength;
    private int _shift;
    private int _length;
    private int _body;

    public X509Certificate2 ClientCertificate => inner.ClientCertificate;

    public EndPoint RemoteEndPoint => inner.RemoteEndPoint;

    public EndPoint LocalEndPoint => inner.LocalEndPoint;

    public bool IsSecureConnection => inner.IsSecureConnection;

    public Task ConnectAsync(CancellationToken cancellationToken) => inner.ConnectAsync(cancellationToken);

    public Task DisconnectAsync(CancellationToken cancellationToken) => inner.DisconnectAsync(cancellationToken);

    public async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        var read = await inner.ReadAsync(buffer, offset, count, cancellationToken);
        Watch(buffer.AsSpan(offset, read));
        return read;
    }

    public Task WriteAsync(ReadOnlySequence<byte> buffer, bool isEndOfPacket, CancellationToken cancellationToken) =>
        inner.WriteAsync(buffer, isEndOfPacket, cancellationToken);

    public void Dispose() => inner.Dispose();

    private void Watch(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (_body > 0)
            {
                var skip = Math.Min(_body, bytes.Length);
                _body -= skip;
                bytes = bytes[skip..];
                continue;
            }

            var next = bytes[0];
            bytes = bytes[1..];
            if (!_inLength)
            {
                // The packet's type; its length follows (MQTT 5.0 §2.1.4).
                (_inLength, _shift, _length) = (true, 0, 0);
                continue;
            }

            _length |= (next & 0x7F) << _shift;
            _shift += 7;
            if ((next & 0x80) != 0)
            {
                continue;
            }

            _inLength = false;
            if (_length > (_first ? FirstPacketBytes : maxPacketBytes))
            {
                onTooLarge();
                throw new IOException($"MQTT packet of {_length} bytes.");
            }

            _first = false;
            _body = _length;
        }
    }
}
