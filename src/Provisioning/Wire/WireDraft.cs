namespace Provisioning.Wire;

/// <summary>An exchange as the transport copied it. What costs time (decoding, masking) is done by <paramref name="Build"/>, off the session's path.</summary>
/// <param name="DeviceKey">Whose it is, where that is known already.</param>
/// <param name="Bytes">What it keeps in memory.</param>
/// <param name="Build">Null: nothing that anybody would look at.</param>
public sealed record WireDraft(string? DeviceKey, long Bytes, Func<WireRecord?> Build);
