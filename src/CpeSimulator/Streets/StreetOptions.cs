using System.Net;

namespace CpeSimulator.Streets;

/// <summary>A street of homes: where it calls, how many it has.</summary>
public sealed record StreetOptions
{
    /// <summary>Null: no home speaks CWMP.</summary>
    public Uri? Cwmp { get; init; }

    /// <summary>Where connection requests are heard; null: loopback.</summary>
    public IPAddress? Listen { get; init; }

    /// <summary>Null: no home speaks USP.</summary>
    public string? MqttHost { get; init; }

    public int MqttPort { get; init; } = 1883;

    public string ControllerTopic { get; init; } = "usp/controller/acs";

    public string ControllerId { get; init; } = "proto::acs";

    /// <summary>Homes; at least 20 in the demo.</summary>
    public int Count { get; init; } = 20;

    /// <summary>First serial number is <c>PREFIX0001</c>.</summary>
    public string SerialPrefix { get; init; } = "SIM";

    /// <summary>Version that all gateways run but the outdated ones.</summary>
    public string CurrentVersion { get; init; } = "2.0.0";

    public string OutdatedVersion { get; init; } = "1.4.2";

    /// <summary>How many run the outdated version.</summary>
    public int Outdated { get; init; } = 1;

    /// <summary>IoT hosts with MUD URLs behind every gateway.</summary>
    public bool HasHosts { get; init; } = true;

    public TimeSpan RebootTime { get; init; } = TimeSpan.FromSeconds(2);

    public TimeSpan RetryWait { get; init; } = TimeSpan.FromSeconds(2);

    public TimeSpan? PeriodicInterval { get; init; }

    /// <summary>Gateways begin to call spread over so long.</summary>
    public TimeSpan StartSpread { get; init; }

    /// <summary>How often every host does what it does; null: never.</summary>
    public TimeSpan? Traffic { get; init; } = TimeSpan.FromSeconds(5);
}
