using Provisioning.Mud.Model;

namespace Acs.Commands;

/// <summary>Reads the files that the command line names, bounded.</summary>
internal static class MudFiles
{
    /// <summary>Anything larger is refused by the parser too; this keeps it out of memory.</summary>
    private const long MostBytes = 8 * 1024 * 1024;

    public static async Task<MudCompilation> CompileAsync(string path, MudOptions options, CancellationToken cancellationToken)
    {
        var (content, wrong) = await ReadAsync(path, cancellationToken);
        return content is null ? Refuse(path, options, wrong!) : await MudCompilation.RunAsync(path, content, options, cancellationToken);
    }

    /// <returns>Null, and why.</returns>
    public static async Task<(byte[]? Content, string? Wrong)> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = File.OpenRead(path);
            if (stream.CanSeek && stream.Length > MostBytes)
            {
                return (null, $"{path} is larger than {MostBytes} bytes.");
            }

            using var buffer = new MemoryStream();
            await stream.CopyToAsync(buffer, cancellationToken);
            return (buffer.ToArray(), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return (null, e.Message);
        }
    }

    private static MudCompilation Refuse(string path, MudOptions options, string text) =>
        new(MudCompilation.Refused(path, options, [Unreadable(text)]), null);

    public static MudDiagnostic Unreadable(string text) => new(MudSeverity.Error, "MUD0910", "$", 0, text);
}
