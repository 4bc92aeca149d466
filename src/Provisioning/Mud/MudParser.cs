using Provisioning.Mud.Model;
using Provisioning.Mud.Parsing;

namespace Provisioning.Mud;

/// <summary>
/// Reads MUD files (RFC 8520 on the lists of RFC 8519), strictly where it can and leniently where real files deviate,
/// saying so each time. What is not understood never allows anything.
/// </summary>
public static class MudParser
{
    /// <summary>Never throws on any input. At most 1 MiB is read.</summary>
    public static MudParseResult Parse(ReadOnlyMemory<byte> content)
    {
        var log = new DiagnosticLog();
        MudFile? file = null;
        try
        {
            file = FileReader.Read(content.Span, log);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A fault of ours must cost one file, not the job that reads thousands.
            log.Error(MudCodes.Unreadable, "$", 0, $"The file cannot be read ({e.GetType().Name}).");
        }

        var outcome = file is null ? MudParseOutcome.Refused : log.Deviates ? MudParseOutcome.Lenient : MudParseOutcome.Compiled;
        return new MudParseResult(file, outcome, log.Diagnostics);
    }
}
