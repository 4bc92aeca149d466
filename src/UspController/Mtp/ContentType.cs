namespace UspController.Mtp;

/// <summary>The MQTT 5 property Content Type, as USP uses it.</summary>
internal static class ContentType
{
    /// <summary>TR-369 R-MQTT.27.</summary>
    public const string Record = "usp.msg";

    private const string RegisteredType = "application/vnd.bbf.usp.msg";

    /// <summary>R-MQTT.27a. Without the property, as always in MQTT 3.1.1, the topic says what it is.</summary>
    public static bool IsRecord(string? contentType) => string.IsNullOrEmpty(contentType) || contentType is Record or RegisteredType;
}
