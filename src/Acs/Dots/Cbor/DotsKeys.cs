namespace Acs.Dots.Cbor;

/// <summary>CBOR keys of the signal channel (RFC 9132 §6 table 5, RFC 9066 §6), held against the keys of another implementation.</summary>
internal static class DotsKeys
{
    public const int MitigationScope = 1;
    public const int Scope = 2;
    public const int Cuid = 4;
    public const int Mid = 5;
    public const int TargetPrefix = 6;
    public const int TargetPortRange = 7;
    public const int LowerPort = 8;
    public const int UpperPort = 9;
    public const int TargetProtocol = 10;
    public const int TargetFqdn = 11;
    public const int TargetUri = 12;
    public const int AliasName = 13;
    public const int Lifetime = 14;
    public const int MitigationStart = 15;
    public const int Status = 16;
    public const int ConflictInformation = 17;
    public const int ConflictStatus = 18;
    public const int ConflictCause = 19;
    public const int ConflictScope = 21;
    public const int AttackStatus = 29;
    public const int SignalConfig = 30;
    public const int Sid = 31;
    public const int MitigatingConfig = 32;
    public const int HeartbeatInterval = 33;
    public const int MaxValue = 34;
    public const int MinValue = 35;
    public const int CurrentValue = 36;
    public const int MissingHbAllowed = 37;
    public const int MaxRetransmit = 38;
    public const int AckTimeout = 39;
    public const int AckRandomFactor = 40;
    public const int IdleConfig = 44;
    public const int TriggerMitigation = 45;
    public const int Heartbeat = 49;
    public const int ProbingRate = 50;
    public const int PeerHbStatus = 51;
    public const int SourcePrefix = 32768;
    public const int SourcePortRange = 32769;
    public const int SourceIcmpTypeRange = 32770;
    public const int LowerType = 32771;
    public const int UpperType = 32772;

    /// <summary>What is above need not be understood (RFC 9132 §10.6.1).</summary>
    public const int LastRequired = 16383;
}
