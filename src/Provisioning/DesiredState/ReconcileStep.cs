using System.Collections.Immutable;
using Provisioning.Conversations;

namespace Provisioning.DesiredState;

/// <summary>What the reconciler says: one of these, with its reason.</summary>
public abstract record ReconcileStep(string Reason)
{
    /// <summary>Do this next.</summary>
    public sealed record Do(Operation Operation, string Reason) : ReconcileStep(Reason);

    /// <summary>Nothing to do: what is reported is what is wanted.</summary>
    /// <param name="Tolerates">But for what new rows begin with (<see cref="OwnedRows.Defaults"/>): this gateway has its own idea of it.</param>
    public sealed record Converged(string Reason, bool Tolerates = false) : ReconcileStep(Reason)
    {
        /// <summary>Optional objects by key that the gateway refuses, and why.</summary>
        public IReadOnlyDictionary<string, string> Forgone { get; init; } = ImmutableDictionary<string, string>.Empty;
    }

    /// <summary>Nothing to do now: waits for the gateway (a transfer under way), until <paramref name="Until"/> at most.</summary>
    public sealed record Waiting(DateTimeOffset Until, string Reason) : ReconcileStep(Reason);

    /// <summary>Gave up on this desired state; a changed one, or a person, starts anew.</summary>
    public sealed record Faulted(string Reason, Fault? Fault) : ReconcileStep(Reason);
}
