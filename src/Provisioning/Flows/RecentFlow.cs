namespace Provisioning.Flows;

/// <summary>A flow that a host opened to somebody outside.</summary>
internal sealed record RecentFlow(string Mac, string Peer, int Protocol, int Port);
