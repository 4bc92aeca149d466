namespace Acs.Cwmp.Soap;

/// <summary>A <see cref="TextReader"/> over rented characters, itself reused.</summary>
internal sealed class CharBufferReader : TextReader
{
    private char[] _buffer = [];
    private int _position;
    private int _length;

    public void Reset(char[] buffer, int length)
    {
        _buffer = buffer;
        _position = 0;
        _length = length;
    }

    public override int Peek() => _position < _length ? _buffer[_position] : -1;

    public override int Read() => _position < _length ? _buffer[_position++] : -1;

    public override int Read(char[] buffer, int index, int count)
    {
        var taken = Math.Min(count, _length - _position);
        Array.Copy(_buffer, _position, buffer, index, taken);
        _position += taken;
        return taken;
    }
}
