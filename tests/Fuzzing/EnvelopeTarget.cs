using Acs.Cwmp.Soap;

namespace Fuzzing;

/// <summary>
/// The CWMP envelope as a gateway sends it. What cannot be read is an error text: an exception is a bug, and so are a message
/// together with an error, neither of the two, and a second reading that differs from the first (the reader keeps its work space).
/// </summary>
internal static class EnvelopeTarget
{
    /// <param name="input">First byte: which charset the HTTP header names. The rest: the body.</param>
    public static void Read(byte[] input)
    {
        var charset = (input.Length == 0 ? 0 : input[0] % 4) switch { 1 => "iso-8859-1", 2 => "utf-16", 3 => "no-such-charset", _ => null };
        var body = input.AsSpan(Math.Min(1, input.Length));
        var first = SoapReader.Read(body, charset, out var error);
        if (first is null == error is null)
        {
            throw new InvalidOperationException("A message or an error, not both and not neither.");
        }

        var second = SoapReader.Read(body, charset, out var again);
        if (first is null != second is null || error != again)
        {
            throw new InvalidOperationException("The same bytes were read differently.");
        }
    }
}
