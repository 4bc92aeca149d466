namespace Provisioning.Devices.Quirks;

/// <summary>What a gateway does otherwise than its standard says, and is served all the same. Stored and counted by name.</summary>
[Flags]
public enum Quirk
{
    None = 0,

    /// <summary>Characters that XML 1.0 forbids were left out.</summary>
    ForbiddenCharacters = 1 << 0,

    /// <summary>An answer came without the ID of its request, or with another (TR-069 3.5).</summary>
    ForeignMessageId = 1 << 1,

    /// <summary>A ParameterValueStruct had no Value.</summary>
    MissingValue = 1 << 2,

    /// <summary>A value had no type, or one that TR-106 does not have.</summary>
    UntypedValue = 1 << 3,

    /// <summary>DeviceId was incomplete; the ParameterList had the rest.</summary>
    IncompleteDeviceId = 1 << 4,

    /// <summary>The session cookie did not come back (TR-069 3.4.2); the TCP connection said which session it is.</summary>
    NoCookie = 1 << 5,

    /// <summary>A TransferComplete had no CommandKey.</summary>
    NoCommandKey = 1 << 6,

    /// <summary>Reading many values at once was too much for it (9002, 9004).</summary>
    LargeReadRefused = 1 << 7,

    /// <summary>It does not list its root.</summary>
    RootRefused = 1 << 8,

    /// <summary>It did what a transfer was for and never sent TransferComplete.</summary>
    NoTransferComplete = 1 << 9,

    /// <summary>It does not keep the ParameterKey: <c>(null)</c> comes back.</summary>
    NoParameterKey = 1 << 10,

    /// <summary>It took a write to what it lists as not writable.</summary>
    WritableDenied = 1 << 11,

    /// <summary>AddObject of a table was refused as a name that does not exist (9005).</summary>
    TableRefused = 1 << 12,

    /// <summary>It sends Inform after Inform and never goes on.</summary>
    InformLoop = 1 << 13,

    /// <summary>Two gateways come under one identity.</summary>
    IdentityConflict = 1 << 14,

    /// <summary>Its OUI or serial number is one that firmware has before it is given its own.</summary>
    PlaceholderIdentity = 1 << 15,

    /// <summary>It lost what was set, as after a factory reset, and did not say <c>0 BOOTSTRAP</c> (TR-069 3.7.1.5).</summary>
    NoBootstrap = 1 << 16,

    /// <summary>Its connection-request server offers nothing but Basic (TR-069 3.2.2 wants Digest).</summary>
    BasicOnly = 1 << 17,

    /// <summary>A boolean written as a word was refused for its type or value (9006, 9007).</summary>
    BooleanRefused = 1 << 18,

    /// <summary>A time written with a fraction of a second was refused for its type or value (9006, 9007).</summary>
    FractionRefused = 1 << 19,
}
