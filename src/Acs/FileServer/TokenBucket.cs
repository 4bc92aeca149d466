namespace Acs.FileServer;

/// <summary>When the next bytes may go, so that they are so many a second and no more. Pure: each answer is a new bucket.</summary>
/// <param name="BytesPerSecond">Above 0.</param>
/// <param name="FreeAt">On the caller's clock, when all that was granted has gone.</param>
internal readonly record struct TokenBucket(long BytesPerSecond, TimeSpan FreeAt)
{
    /// <summary>What was not used is lost but for so much time's worth: enough for a timer that comes late.</summary>
    public static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(100);

    /// <returns>How long to wait before they go. They are granted: whoever asks after this one goes after it.</returns>
    public (TimeSpan Wait, TokenBucket After) Take(int bytes, TimeSpan now)
    {
        var begin = FreeAt > now - Burst ? FreeAt : now - Burst;
        var wait = begin > now ? begin - now : TimeSpan.Zero;
        return (wait, this with { FreeAt = begin + TimeSpan.FromSeconds((double)bytes / BytesPerSecond) });
    }
}
