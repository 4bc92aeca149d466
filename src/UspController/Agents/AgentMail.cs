namespace UspController.Agents;

/// <summary>An item of an agent's mailbox.</summary>
/// <param name="Link">Over which connection it came; null where it came over none.</param>
/// <param name="Size">Bytes that it keeps in memory.</param>
/// <param name="Woken">Told when a wake has had its effect.</param>
internal sealed record AgentMail(AgentInput Input, IAgentLink? Link = null, int Size = 0, TaskCompletionSource<string>? Woken = null);
