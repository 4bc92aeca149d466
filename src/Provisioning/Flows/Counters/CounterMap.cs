namespace Provisioning.Flows.Counters;

/// <summary>Where one kind of gateway counts packets, as a file in <c>schemas/counters</c> says. No standard object counts at a firewall rule.</summary>
/// <param name="Because">For a person.</param>
/// <param name="Table"><c>Device.Firewall.Chain.{i}.Rule.{i}.</c>, or <c>Device.Hosts.Host.{i}.</c> for packets of a host that were dropped.</param>
/// <param name="Packets">Relative to the row.</param>
/// <param name="Octets">Relative to the row; null: they are not counted.</param>
internal sealed record CounterMap(string Name, string Because, string Table, string Packets, string? Octets = null)
{
    public const string Rules = "Device.Firewall.Chain.{i}.Rule.{i}.";

    public const string Hosts = "Device.Hosts.Host.{i}.";
}
