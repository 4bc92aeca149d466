using Provisioning.Storage.Rows;

namespace Provisioning.Mud.Names;

/// <summary>What an answer makes of what is known of a name, and whether gateways are compiled because of it.</summary>
internal static class NameUpdate
{
    private static readonly TimeSpan Soonest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Latest = TimeSpan.FromHours(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);

    /// <param name="churningEvery">A churning name has gateways compiled no more often than this.</param>
    /// <returns>True when gateways are to be compiled again now.</returns>
    public static bool Apply(ResolvedNameRow row, NameAnswer answer, TimeSpan churningEvery, DateTimeOffset now)
    {
        row.Failure = answer.Failure;
        if (answer.Failure is not null)
        {
            // No answer is no reason to cut off what works.
            row.DueAt = now + AfterFailure;
            return row.CompileDueAt <= now && Compile(row, now);
        }

        var history = NameHistory.Read(row.History).With(answer.Addresses, now);
        (row.History, row.Behaviour) = (history.Write(), history.Behaviour);
        row.TimeToLive = (int)answer.TimeToLive.TotalSeconds;
        var before = ResolvedAddresses.Read(row.Addresses);
        var after = ResolvedAddresses.Merge(before, answer.Addresses, answer.TimeToLive, now, row.Behaviour == NameBehaviour.Churning);
        row.Addresses = ResolvedAddresses.Write(after);
        row.ResolvedAt = now;
        row.DueAt = now + (answer.TimeToLive < Soonest ? Soonest : answer.TimeToLive > Latest ? Latest : answer.TimeToLive);
        if (before.Keys.ToHashSet().SetEquals(after.Keys) && row.CompileDueAt is null)
        {
            return false;
        }

        // A name that is never the same twice would have a fleet compiled at every answer.
        if (row.Behaviour == NameBehaviour.Churning && row.CompiledAt is { } last && last + churningEvery > now)
        {
            row.CompileDueAt = last + churningEvery;
            return false;
        }

        return Compile(row, now);
    }

    private static bool Compile(ResolvedNameRow row, DateTimeOffset now)
    {
        (row.CompiledAt, row.CompileDueAt) = (now, null);
        return true;
    }
}
