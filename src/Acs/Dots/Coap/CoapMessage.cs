using System.Text;

namespace Acs.Dots.Coap;

/// <summary>A message over a reliable transport (RFC 8323 §3.2): no type, no message id.</summary>
/// <param name="Token">0 to 8 bytes.</param>
/// <param name="Options">In order of their numbers.</param>
internal sealed record CoapMessage(CoapCode Code, ReadOnlyMemory<byte> Token, IReadOnlyList<CoapOption> Options, ReadOnlyMemory<byte> Payload)
{
    public bool IsRequest => (int)Code is > 0 and < 0x20;

    public bool IsSignal => (int)Code >> 5 == 7;

    public static CoapMessage Signal(CoapCode code, ReadOnlyMemory<byte> token = default, params IReadOnlyList<CoapOption> options) => new(code, token, options, default);

    /// <summary>To this request.</summary>
    /// <param name="diagnostic">In English, for a person (RFC 7252 §5.5.2); null: none.</param>
    public CoapMessage Answer(CoapCode code, string? diagnostic = null) => new(code, Token, [], diagnostic is null ? default : Encoding.UTF8.GetBytes(diagnostic));

    public IEnumerable<CoapOption> All(int number) => Options.Where(o => o.Number == number);
}
