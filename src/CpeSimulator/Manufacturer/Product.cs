namespace CpeSimulator.Manufacturer;

/// <summary>An IoT product of a simulated manufacturer, with what its MUD file says.</summary>
/// <param name="HostName">Of the manufacturer's MUD file server.</param>
/// <param name="File">Last part of the MUD URL.</param>
public sealed record Product(string HostName, string File, string SystemInfo, string Manufacturer, string Model, IReadOnlyList<MudFlow> Flows)
{
    public static Product Camera { get; } = new("mud.lumen.example", "camera-1.json", "Lumen doorstep camera", "Lumen", "DC-1",
    [
        new("cloud", 6, 443) { DnsName = "cloud.lumen.example" },
        new("relay", 17, 3478) { DnsName = "relay.lumen.example" },
        new("stream", 6, 554) { Abstraction = "local-networks", PeerOpens = true },
    ]);

    public static Product Bulb { get; } = new("mud.lumen.example", "bulb-2.json", "Lumen bulb", "Lumen", "B-2",
    [
        new("mqtt", 6, 8883) { DnsName = "mqtt.lumen.example" },
        new("peers", 17, 5683) { Abstraction = "same-manufacturer" },
    ]);

    public static Product Printer { get; } = new("mud.papyr.example", "printer-x.json", "Papyr office printer", "Papyr", "X",
    [
        new("ipp", 6, 631) { Abstraction = "local-networks", PeerOpens = true },
        new("ink", 6, 443) { DnsName = "ink.papyr.example" },
    ]);

    public static Product Thermostat { get; } = new("mud.warmth.example", "thermostat-3.json", "Warmth thermostat", "Warmth", "T-3",
    [
        new("api", 6, 443) { DnsName = "api.warmth.example" },
        new("weather", 6, 80) { DnsName = "weather.warmth.example" },
    ]);

    public static Product Speaker { get; } = new("mud.sonor.example", "speaker-5.json", "Sonor speaker", "Sonor", "S-5",
    [
        new("stream", 6, 443) { DnsName = "music.sonor.example" },
        new("sync", 17, 123) { DnsName = "time.sonor.example" },
        new("discovery", 17, 5353) { Abstraction = "local-networks" },
    ]);

    public static Product Lock { get; } = new("mud.keyring.example", "lock-1.json", "Keyring front door lock", "Keyring", "L-1",
    [
        new("state", 6, 8883) { DnsName = "state.keyring.example" },
        new("hub", 6, 9443) { Abstraction = "my-controller" },
    ]);

    public static IReadOnlyList<Product> All { get; } = [Camera, Bulb, Printer, Thermostat, Speaker, Lock];

    /// <summary>Every DNS name in the products' files, with the simulated internet's addresses for it (RFC 5737, RFC 3849).</summary>
    public static IReadOnlyDictionary<string, string> Names { get; } = All
        .SelectMany(p => p.Flows).Select(f => f.DnsName).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
        .Select((name, i) => (Name: name, Addresses: $"203.0.113.{i + 10},198.51.100.{i + 10},2001:db8:100::{i + 16:x}"))
        .ToDictionary(n => n.Name, n => n.Addresses, StringComparer.Ordinal);

    public string UrlAt(MudFileServer server) => server.UrlOf(HostName, File);

    /// <summary>Publishes the product's file; flows may differ from the product's own for a new version of the file.</summary>
    public string Publish(MudFileServer server, DateTimeOffset lastUpdate, IReadOnlyList<MudFlow>? flows = null)
    {
        var url = UrlAt(server);
        server.Publish(url, new MudDocument(url, SystemInfo, Manufacturer, Model, flows ?? Flows) { LastUpdate = lastUpdate }.ToJson());
        return url;
    }
}
