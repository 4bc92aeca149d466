namespace UspController.Agents;

/// <summary>One agent's transport connection: the way back to it, and what the transport knows of who it is.</summary>
internal interface IAgentLink
{
    /// <summary>Tells one connection from the next, over whichever transport: the later one has the greater number.</summary>
    long Connection { get; }

    ContactTrust Trust { get; }

    /// <summary>Whose credentials were shown; null where they were nobody's own.</summary>
    DeviceId? Owner { get; }

    /// <summary>As in <see cref="WakeResult.Way"/>: <c>usp-mqtt</c>, <c>usp-websocket</c>.</summary>
    string Way { get; }

    /// <summary>As in <see cref="AccessAttempt.Mechanism"/>.</summary>
    string Mechanism => "none";

    /// <summary>The transport tells when the agent goes. False: a broker between keeps that to itself.</summary>
    bool TellsEnd => true;

    /// <summary>For display, without port.</summary>
    string? RemoteAddress { get; }

    /// <summary>False when nobody listens.</summary>
    ValueTask<bool> SendAsync(byte[] record, CancellationToken cancellationToken);
}
