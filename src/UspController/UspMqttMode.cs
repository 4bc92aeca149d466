namespace UspController;

/// <summary><c>Acs:Usp:Mqtt:Mode</c>.</summary>
public enum UspMqttMode
{
    /// <summary>A broker in this process.</summary>
    Embedded,

    /// <summary>The ISP's broker.</summary>
    External,

    /// <summary>No MQTT.</summary>
    Off,
}
