using Usp.Records;

namespace UspController.Sessions;

/// <summary>What came of one record of a session context.</summary>
/// <param name="Ready">Records whose turn it is, in order.</param>
/// <param name="Again">Records that the other side asks for again.</param>
/// <param name="Missing">To be asked for; 0: nothing.</param>
/// <param name="Failure">A few words; the session cannot go on (TR-369 R-E2E.21).</param>
internal sealed record Taken(
    IReadOnlyList<SessionContextRecord> Ready, IReadOnlyList<SessionContextRecord> Again, ulong Missing = 0, string? Failure = null)
{
    public static Taken Nothing { get; } = new([], []);

    public static Taken Failed(string why) => new([], [], 0, why);
}
