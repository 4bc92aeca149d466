namespace Provisioning.Warnings.Matching;

/// <param name="Count">Hosts, or gateways.</param>
internal sealed record KnownModel(Thing Thing, int Count);
