using Provisioning.Wire;

namespace Acs.Northbound.Wire;

/// <summary>One message in full.</summary>
/// <param name="Line">First line, or topic.</param>
/// <param name="Body">Decoded; null where it is no text.</param>
/// <param name="Raw">Base64 of head and body as they crossed the wire, secrets blotted out.</param>
/// <param name="Note">In what <paramref name="Raw"/> differs from the wire otherwise.</param>
public sealed record WireMessageView(string Line, IReadOnlyList<WireField> Headers, string? Body, string Raw, string? Note)
{
    internal static WireMessageView? Of(WireMessage? message) => message is null
        ? null
        : new WireMessageView(message.Line, message.Headers, message.Text, Convert.ToBase64String([.. message.Head, .. message.Body]), message.Note);
}
