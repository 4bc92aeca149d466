namespace UspController.Mtp;

/// <summary>How a link over MQTT is called, whichever broker is between.</summary>
internal static class MqttWay
{
    public const string Name = "usp-mqtt";
}
