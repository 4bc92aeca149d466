using UspController.Security;
using UspController.Sessions;

namespace UspController;

/// <summary><c>Acs:Usp</c>.</summary>
public sealed class UspOptions
{
    public const string Section = "Acs:Usp";

    /// <summary>The controller's endpoint id, as the agents have it in <c>Device.LocalAgent.Controller.{i}.EndpointID</c>.</summary>
    public string EndpointId { get; set; } = "proto::acs";

    public UspMqttOptions Mqtt { get; set; } = new();

    /// <summary>Declared besides what the server needs itself: kept at every agent, deleted where it is not declared any more.</summary>
    public IList<UspSubscriptionOptions> Subscriptions { get; } = [];

    public SessionOptions Session { get; set; } = new();

    public SecurityOptions Security { get; set; } = new();

    /// <summary>False: no USP.</summary>
    public bool HasTransport => Mqtt.Mode != UspMqttMode.Off;
}
