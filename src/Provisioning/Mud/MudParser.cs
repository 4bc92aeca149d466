using Provisioning.Mud.Model;

namespace Provisioning.Mud;

/// <summary>Reads MUD files, strictly where it can and leniently where real files deviate, saying so each time.</summary>
public static class MudParser
{
    /// <summary>Never throws on any input.</summary>
    public static MudParseResult Parse(ReadOnlyMemory<byte> content) => throw new NotSupportedException("skeleton");
}
