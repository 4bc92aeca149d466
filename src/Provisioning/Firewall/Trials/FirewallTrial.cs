namespace Provisioning.Firewall.Trials;

/// <summary>A firewall of which at least one write went to the gateway.</summary>
/// <param name="At">When the first did.</param>
/// <param name="LostAt">Not heard of until then, the gateway is lost.</param>
/// <param name="IsReadBack">The gateway reports it as declared; it has still to come again.</param>
/// <param name="IsUnanswered">A write of it went out, or a question after that, and no answer is known.</param>
/// <param name="IsSpared">It fell silent together with many others, and was given more time for it, once.</param>
public sealed record FirewallTrial(string Hash, DateTimeOffset At, DateTimeOffset LostAt, bool IsReadBack, bool IsUnanswered, bool IsSpared);
