namespace Provisioning.Mud.Questions;

/// <summary>A flow that a question is about.</summary>
/// <param name="Peer"><c>any</c>, <c>local</c>, a DNS name, an address or a prefix.</param>
/// <param name="Protocol">IP protocol number, -1 for any.</param>
public sealed record AskedFlow(bool FromDevice, string Peer, int Protocol, int FirstPort, int LastPort)
{
    /// <summary>DNS names that are known to lead there. They only tell a person who it may be: the peer decides.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Different addresses that were seen; 0: nobody counted.</summary>
    public int Addresses { get; init; }
}
