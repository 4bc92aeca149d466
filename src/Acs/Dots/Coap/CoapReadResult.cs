namespace Acs.Dots.Coap;

/// <summary>What stands at the beginning of the bytes that have come.</summary>
internal abstract record CoapReadResult
{
    private CoapReadResult()
    {
    }

    public sealed record More : CoapReadResult;

    /// <param name="Length">Bytes that it takes.</param>
    public sealed record Whole(CoapMessage Message, int Length) : CoapReadResult;

    /// <summary>The connection cannot go on.</summary>
    public sealed record Broken(string Why) : CoapReadResult;
}
