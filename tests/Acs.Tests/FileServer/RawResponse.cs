namespace Acs.Tests.FileServer;

/// <summary>What came back, not looked at by a library.</summary>
internal sealed record RawResponse(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body);
