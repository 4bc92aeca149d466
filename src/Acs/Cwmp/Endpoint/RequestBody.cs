using System.Buffers;

namespace Acs.Cwmp.Endpoint;

/// <summary>A POST's bytes in rented memory.</summary>
internal readonly struct RequestBody(byte[] array, int length, BodyError error) : IDisposable
{
    public byte[] Array => array;

    public int Length => length;

    public BodyError Error => error;

    public ReadOnlySpan<byte> Span => array.AsSpan(0, length);

    public ReadOnlyMemory<byte> Memory => array.AsMemory(0, length);

    public static RequestBody Failed(BodyError error) => new([], 0, error);

    public void Dispose()
    {
        if (array.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }
}
