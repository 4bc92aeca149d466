namespace Provisioning.Firewall.Proof;

/// <summary>A packet that the rules decide otherwise than the policy does.</summary>
/// <param name="Packet">Which, for people.</param>
/// <param name="Rules">What the rules do; null: they decide nothing.</param>
/// <param name="Meant">What the policy says; null: it must not be decided, or only a part of such packets passes.</param>
/// <param name="CoveredBy">The approximation that names it; null: nothing does.</param>
public sealed record ProofWitness(string Packet, bool? Rules, bool? Meant, Approximation? CoveredBy)
{
    public override string ToString()
    {
        var rules = Rules switch { true => "let it through", false => "drop it", null => "do not decide it" };
        var meant = Meant switch { true => "lets it through", false => "forbids it", null => "says otherwise of some" };
        return $"{Packet}: the rules {rules}, the policy {meant}{(CoveredBy is { } a ? $" ({a.Ace}: {a.Why})" : "")}";
    }
}
