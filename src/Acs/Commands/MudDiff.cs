using System.Text.Json;
using Provisioning.Mud;
using Provisioning.Mud.Difference;
using Provisioning.Mud.Model;

namespace Acs.Commands;

/// <summary><c>mud diff</c>: exit 0 where both let the same through, 1 where not, 2 where they cannot be compared.</summary>
internal static class MudDiff
{
    public static async Task<int> RunAsync(MudOptions options, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var files = new List<MudFile>();
        foreach (var path in options.Files)
        {
            var (content, wrong) = await MudFiles.ReadAsync(path, cancellationToken);
            var parsed = content is null ? null : MudParser.Parse(content);
            if (parsed?.File is not { } file)
            {
                await error.WriteLineAsync($"{path}: {wrong ?? parsed?.Diagnostics.FirstOrDefault(d => d.Severity == MudSeverity.Error)?.Text}");
                return 2;
            }

            files.Add(file);
        }

        if (MudDifference.Of(files[0], files[1]) is not { } difference)
        {
            await error.WriteLineAsync("mud diff: the files are too large to be compared");
            return 2;
        }

        var (gained, lost) = (difference.Gained.Select(f => f.ToString()).ToList(), difference.Lost.Select(f => f.ToString()).ToList());
        if (options.Json)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(new { gained, lost }, MudJson.Options));
        }
        else
        {
            foreach (var line in gained.Select(g => $"+ {g}").Concat(lost.Select(l => $"- {l}")))
            {
                await output.WriteLineAsync(line);
            }
        }

        return difference.IsNone ? 0 : 1;
    }
}
