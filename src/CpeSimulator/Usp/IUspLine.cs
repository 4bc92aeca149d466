namespace CpeSimulator.Usp;

/// <summary>One connection of the agent to its controller, over one transport.</summary>
internal interface IUspLine : IAsyncDisposable
{
    bool IsConnected { get; }

    /// <summary>Connects and sends the transport's connect record (TR-369 R-MTP.6).</summary>
    /// <exception cref="IOException">Nobody there, or it was refused.</exception>
    Task OpenAsync(CancellationToken stop);

    /// <param name="replyTo">As it came with the request; null: to where notifications go.</param>
    /// <exception cref="IOException">The connection is gone.</exception>
    Task SendAsync(byte[] record, string? replyTo, CancellationToken stop);
}
