using System.Text;

namespace Acs.Commands;

/// <summary>Passes lines on, from several threads, until it is stopped.</summary>
internal sealed class StoppableWriter(TextWriter inner) : TextWriter
{
    private readonly TextWriter _inner = Synchronized(inner);
    private volatile bool _stopped;

    public override Encoding Encoding => _inner.Encoding;

    public void Stop() => _stopped = true;

    public override void Write(char value)
    {
        if (!_stopped)
        {
            _inner.Write(value);
        }
    }

    public override void WriteLine(string? value)
    {
        if (!_stopped)
        {
            _inner.WriteLine(value);
            _inner.Flush();
        }
    }

    public override Task WriteLineAsync(string? value)
    {
        WriteLine(value);
        return Task.CompletedTask;
    }
}
