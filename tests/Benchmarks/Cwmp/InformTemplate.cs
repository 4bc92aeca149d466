using System.Buffers.Text;
using System.Text;

namespace Benchmarks.Cwmp;

/// <summary>An Inform whose serial number and one value are written over in place: one array for every device.</summary>
internal sealed class InformTemplate
{
    /// <summary>The parameter whose value can be changed.</summary>
    public const string ChangingPath = "Device.IP.Interface.1.X_LOAD_Counter";

    private const string Serial = "L0000000";
    private const string Value = "0000000000";

    private readonly byte[] _bytes;
    private readonly int _serialAt;
    private readonly int _valueAt;

    /// <param name="code">The event: <c>2 PERIODIC</c>.</param>
    public InformTemplate(string code)
    {
        _bytes = Encoding.UTF8.GetBytes(LoadGateway.Inform(code, Serial));
        _serialAt = _bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Serial));
        _valueAt = _bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Value));
    }

    /// <summary>Good until the next call.</summary>
    public ReadOnlyMemory<byte> For(int device, int value = 0)
    {
        Utf8Formatter.TryFormat(device, _bytes.AsSpan(_serialAt + 1, 7), out _, new('D', 7));
        Utf8Formatter.TryFormat(value, _bytes.AsSpan(_valueAt, 10), out _, new('D', 10));
        return _bytes;
    }
}
