using Provisioning.Devices;

namespace Provisioning.Wire;

/// <summary>An HTTP request with its response, or one USP record: what was said, when, over what kind of connection.</summary>
public sealed record WireExchange
{
    /// <summary>Counts up within the device.</summary>
    public long Number { get; init; }

    public Protocols Protocol { get; init; }

    /// <summary>When its first byte was taken in or sent.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>From the request to the end of the response.</summary>
    public double Milliseconds { get; init; }

    /// <summary>The gateway's address and port, as far as the transport knows.</summary>
    public string? Remote { get; init; }

    /// <summary>Without secrets: <c>Inform → InformResponse</c>.</summary>
    public string Summary { get; init; } = "";

    /// <summary>HTTP status of the response.</summary>
    public int? Status { get; init; }

    /// <summary>TLS version, cipher, client certificate, connection.</summary>
    public IReadOnlyList<WireField> Facts { get; init; } = [];

    public WireMessage? Request { get; init; }

    /// <summary>Null over transports that answer with a message of its own.</summary>
    public WireMessage? Response { get; init; }
}
