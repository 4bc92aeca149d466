using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Provisioning.Conversations;
using Provisioning.Devices.Trust;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <summary>A challenge that an agent has put, and that waits for its answer.</summary>
/// <param name="Instruction">What the agent has a person do; null where it is no text.</param>
public sealed record OpenChallenge(string Id, string? Instruction, DateTimeOffset At)
{
    private const int LatestCommands = 20;

    /// <summary>The agent forgets it after that time (TR-181 RequestChallenge() RequestExpiration, its default).</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(900);

    /// <summary>The latest that was put and not yet answered rightly; null: none.</summary>
    public static async Task<OpenChallenge?> ReadAsync(AcsDbContext db, long device, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var commands = await db.Operations.AsNoTracking()
            .Where(o => o.DeviceId == device && o.Type == OperationTypes.Command && o.State == OperationState.Succeeded)
            .OrderByDescending(o => o.CreatedAt).Take(LatestCommands).ToListAsync(cancellationToken);
        foreach (var command in commands.Where(c => c.FinishedAt + Lifetime > now))
        {
            switch (OperationRequest.FromJson(command.Request).Path)
            {
                case TrustTable.ChallengeResponse:
                    return null;
                case TrustTable.RequestChallenge when Of(command) is { } challenge:
                    return challenge;
            }
        }

        return null;
    }

    private static OpenChallenge? Of(OperationRow command)
    {
        var result = JsonSerializer.Deserialize<Dictionary<string, string>>(command.Result ?? "{}") ?? [];
        return result.GetValueOrDefault("ChallengeID") is { Length: > 0 } id
            ? new OpenChallenge(id, Text(result.GetValueOrDefault("InstructionType"), result.GetValueOrDefault("Instruction")), command.FinishedAt!.Value)
            : null;
    }

    /// <summary>TR-181: base64 of the media type. Markup that an agent sends is not shown as markup.</summary>
    private static string? Text(string? type, string? instruction)
    {
        var bytes = new byte[instruction?.Length ?? 0];
        return instruction is { Length: > 0 and < 8192 } && type is null or "" or "text/plain" or "text/html" && Convert.TryFromBase64String(instruction ?? "", bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }
}
