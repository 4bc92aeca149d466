namespace Acs.Dots;

/// <param name="Interval">Seconds between two of them.</param>
/// <param name="Missing">Those that may go unanswered.</param>
internal sealed record DotsHeartbeats(int Interval, int Missing);
