namespace UspController.Sessions;

/// <summary><c>Acs:Usp:Session</c>.</summary>
public sealed class SessionOptions
{
    public SessionMode Mode { get; set; } = SessionMode.Allow;

    /// <summary>What a session that the controller starts is secured with.</summary>
    public bool Tls { get; set; }

    /// <summary>Bytes of the largest record that the way to the agents bears; longer messages are segmented. 0: any size.</summary>
    public int MaxRecordBytes { get; set; }

    /// <summary>Bytes of the largest message put together from segments.</summary>
    public int MaxMessageBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>How often one record is sent again, and asked for again (as <c>E2ESession.MaxRetransmitTries</c> of an agent).</summary>
    public int MaxRetransmitTries { get; set; } = 3;
}
