using Provisioning.Storage.Rows;

namespace Provisioning.Mud;

/// <summary>
/// What a person is told of a host. That a file could not be renewed is a fact of the file, so it is said when asked and
/// not written beside each of the hosts under it: it cannot outlive its cause, and hides nothing of what was compiled.
/// </summary>
public static class HostStanding
{
    /// <summary>Of a host under a file that was never usable.</summary>
    public static string Unusable(string? failure) => $"Its MUD file cannot be used: {failure ?? "see the file."}";

    /// <summary>Why the file in force is not the newest one.</summary>
    /// <param name="failure">Of the last attempt; null when it went well.</param>
    /// <param name="fetchedAt">When the content in force came; null when there is none.</param>
    public static string? Trouble(string? failure, DateTimeOffset? fetchedAt) => failure is null || fetchedAt is null
        ? null
        : $"Its MUD file could not be renewed; the one of {fetchedAt:u} stays in force. {failure}";

    /// <summary>Where the host stands and why, file and compilation in one.</summary>
    public static string? Reason(HostRow host, MudFileRow? file) =>
        Trouble(file?.Failure, file?.FetchedAt) is not { } trouble ? host.Reason
        : host.Reason is { Length: > 0 } reason ? $"{trouble} {reason}"
        : trouble;
}
