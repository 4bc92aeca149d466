namespace Provisioning.Mud.Versions;

/// <summary>What is to become of a content that is good.</summary>
internal abstract record VersionDecision
{
    public sealed record TakesEffect : VersionDecision;

    /// <param name="Because">Sentences for a person.</param>
    public sealed record Waits(string Because) : VersionDecision;

    /// <summary>A person has decided about this very content already; nothing is asked and nothing changes.</summary>
    public sealed record StaysAsDecided : VersionDecision;
}
