using System.Buffers;

namespace Acs.Cwmp.Wire;

/// <summary>Bytes in the order they passed, at most so many; the rest is counted.</summary>
internal sealed class ByteLog(int limit)
{
    private readonly Lock _lock = new();
    private ArrayBufferWriter<byte>? _bytes;
    private long _cut;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            _bytes ??= new ArrayBufferWriter<byte>(2048);
            var room = Math.Min(bytes.Length, limit - _bytes.WrittenCount);
            _bytes.Write(bytes[..room]);
            _cut += bytes.Length - room;
        }
    }

    /// <summary>What passed since the last call.</summary>
    public (byte[] Bytes, long Cut) Take()
    {
        lock (_lock)
        {
            var taken = (_bytes?.WrittenSpan.ToArray() ?? [], _cut);
            (_bytes, _cut) = (null, 0);
            return taken;
        }
    }
}
