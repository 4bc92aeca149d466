namespace Provisioning.Conversations;

/// <summary>What a gateway answered to the command that changes one software module.</summary>
/// <param name="HasEnded">False: its end is told later, under the key of <see cref="SoftwareKey"/>.</param>
/// <param name="Fault">It did not begin.</param>
public sealed record SoftwareStart(bool HasEnded, Fault? Fault);
