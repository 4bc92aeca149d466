using CpeSimulator.DataModels;

namespace CpeSimulator;

/// <summary>Who a gateway is and where it calls.</summary>
public sealed record GatewayOptions
{
    public string Manufacturer { get; init; } = "Simulated Homes";

    /// <summary>Six hexadecimal digits, upper case.</summary>
    public string Oui { get; init; } = "00D09E";

    public string ProductClass { get; init; } = "SimGate";

    public required string SerialNumber { get; init; }

    public string SoftwareVersion { get; init; } = "1.0.0";

    /// <summary>Model that an image's header must name.</summary>
    public string ModelName { get; init; } = "SG-1";

    public GatewayProfile Profile { get; init; } = GatewayProfile.P4;

    public ManagementProtocol Protocol { get; init; }

    /// <summary>CWMP: where the first Inform goes.</summary>
    public Uri? AcsUrl { get; init; }

    /// <summary>CWMP user name, or that of MQTT or of Basic over WebSocket; null: none.</summary>
    public string? Username { get; init; }

    public string? Password { get; init; }

    /// <summary>Labs have certificates of their own; false: the machine's trust store decides.</summary>
    public bool TrustsAnyServer { get; init; } = true;

    public string CwmpNamespace { get; init; } = "urn:dslforum-org:cwmp-1-2";

    public string MqttHost { get; init; } = "127.0.0.1";

    public int MqttPort { get; init; } = 1883;

    /// <summary>MQTT 3.1.1 instead of 5.</summary>
    public bool Mqtt311 { get; init; }

    /// <summary>USP: <c>ws://</c> or <c>wss://</c> of the controller, instead of a broker; null: MQTT.</summary>
    public Uri? WebSocketUrl { get; init; }

    public string ControllerId { get; init; } = "proto::acs";

    public string ControllerTopic { get; init; } = "usp/controller/acs";

    /// <summary>USP: greets with OnBoardRequest after Boot!.</summary>
    public bool OnBoards { get; init; }

    /// <summary>
    /// USP: the controller begins as <c>Untrusted</c>, which may neither see the hosts nor reboot. Answering the challenge with this
    /// gives it full access; null: it has that from the factory.
    /// </summary>
    public string? ChallengeAnswer { get; init; }

    public TimeSpan? PeriodicInterval { get; init; }

    /// <summary>How long the gateway is away when it reboots.</summary>
    public TimeSpan RebootTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>First wait before a failed session or notification is tried again; doubles (TR-069 §3.2.1.1).</summary>
    public TimeSpan RetryWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often USP value changes are looked for.</summary>
    public TimeSpan ValueChangePolling { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The gateway's IPv4 LAN is 192.168.N.0/24.</summary>
    public int LanNumber { get; init; } = 1;

    /// <summary>CWMP: a HostNumberOfEntries that changed leads to a 4 VALUE CHANGE Inform without being asked.</summary>
    public bool TellsOfNewHosts { get; init; } = true;

    /// <summary>USP endpoint id, <c>os::OUI-SerialNumber</c>.</summary>
    public string EndpointId => $"os::{Oui}-{Uri.EscapeDataString(SerialNumber)}";

    public string AgentTopic => "usp/agent/" + EndpointId;
}
