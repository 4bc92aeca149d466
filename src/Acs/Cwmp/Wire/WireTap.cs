using System.Buffers;
using System.IO.Pipelines;
using Provisioning.Wire;

namespace Acs.Cwmp.Wire;

/// <summary>
/// Sits between Kestrel's HTTP parser and the transport (behind TLS) and copies what passes, byte for byte, while anything is
/// recorded. While nothing is, each call asks one flag and goes through.
/// </summary>
internal sealed class WireTap : IDuplexPipe
{
    private readonly WireRules _rules;

    public WireTap(IDuplexPipe transport, WireRules rules, int limit)
    {
        _rules = rules;
        Received = new ByteLog(limit);
        Sent = new ByteLog(limit);
        Input = new TappedReader(transport.Input, this);
        Output = new TappedWriter(transport.Output, this);
    }

    public bool IsOn => _rules.IsOn;

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    public ByteLog Received { get; }

    public ByteLog Sent { get; }

    public void Receive(ReadOnlySequence<byte> bytes)
    {
        foreach (var segment in bytes)
        {
            Received.Add(segment.Span);
        }
    }
}
