namespace CpeSimulator.Manufacturer;

/// <summary>A product of the simulated manufacturers.</summary>
/// <param name="Key">File name without ending: <c>camera</c>.</param>
/// <param name="Authority">Index of the loopback port, so that makers differ by authority.</param>
internal sealed record MudProduct(string Key, int Authority, string Maker, string Model, string SystemInfo, IReadOnlyList<MudRule> Rules)
{
    public static IReadOnlyList<MudProduct> All { get; } =
    [
        new("camera", 0, "Argus Home", "Eye 2", "Argus Eye 2 camera",
        [
            new("stream", "dns:stream.argus.example", "tcp", 443),
            new("relay", "dns:relay.argus.example", "udp", 3478),
            new("ntp", "controller:urn:ietf:params:mud:ntp", "udp", 123),
            new("view", "my-controller", "tcp", 554, AtDevice: true),
        ]),
        new("lock", 0, "Argus Home", "Bolt", "Argus Bolt door lock",
        [
            new("cloud", "dns:lock.argus.example", "tcp", 8883),
            new("hub", "same-manufacturer", "udp", 5683),
        ]),
        new("bulb", 1, "Bulbco", "Lumen 800", "Bulbco Lumen 800 light bulb",
        [
            new("cloud", "dns:cloud.bulbco.example", "tcp", 443),
            new("control", "local-networks", "udp", 56700, AtDevice: true),
        ]),
        new("thermostat", 1, "Bulbco", "Warm 3", "Bulbco Warm 3 thermostat",
        [
            new("cloud", "dns:cloud.bulbco.example", "tcp", 443),
            new("weather", "dns:weather.bulbco.example", "tcp", 443),
            new("ntp", "controller:urn:ietf:params:mud:ntp", "udp", 123),
        ]),
        new("printer", 2, "Papyrus", "Jet 9", "Papyrus Jet 9 printer",
        [
            new("ipp", "local-networks", "tcp", 631, AtDevice: true),
            new("updates", "dns:updates.papyrus.example", "tcp", 443),
        ]),
        new("speaker", 2, "Papyrus", "Sound One", "Papyrus Sound One speaker",
        [
            new("music", "dns:music.papyrus.example", "tcp", 443),
            new("cast", "local-networks", "tcp", 8009, AtDevice: true),
        ]),
    ];
}
