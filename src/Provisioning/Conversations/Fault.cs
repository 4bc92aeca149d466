namespace Provisioning.Conversations;

/// <summary>A gateway's refusal, in its own code and words.</summary>
/// <param name="Code">As on the wire: <c>9003</c>, <c>7004</c>; <c>timeout</c> and the like where the server speaks.</param>
/// <param name="Parameters">Every culprit that was named.</param>
public sealed record Fault(FaultKind Kind, string Code, string Text, IReadOnlyList<ParameterFault> Parameters)
{
    public override string ToString() =>
        Parameters.Count == 0 ? $"{Code} {Text}" : $"{Code} {Text} ({string.Join("; ", Parameters)})";
}
