namespace UspController.Records;

/// <summary>USP versions as GetSupportedProtocol lists them.</summary>
internal static class ProtocolVersion
{
    public const string Supported = "1.0,1.1,1.2,1.3,1.4";

    /// <summary>What is said before the agent has told its versions.</summary>
    public const string Default = "1.3";

    /// <summary>The highest version of both lists; <see cref="Default"/> where they share none.</summary>
    public static string Highest(string agentVersions)
    {
        var theirs = agentVersions.Split(',', 64, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return Supported.Split(',').LastOrDefault(theirs.Contains) ?? Default;
    }
}
