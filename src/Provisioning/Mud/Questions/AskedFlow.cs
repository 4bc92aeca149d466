namespace Provisioning.Mud.Questions;

/// <summary>A flow that a question is about.</summary>
/// <param name="Peer"><c>any</c>, <c>local</c>, an address or a prefix.</param>
/// <param name="Protocol">IP protocol number, -1 for any.</param>
public sealed record AskedFlow(bool FromDevice, string Peer, int Protocol, int FirstPort, int LastPort);
