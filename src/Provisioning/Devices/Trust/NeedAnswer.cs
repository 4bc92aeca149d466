namespace Provisioning.Devices.Trust;

/// <summary>How one need stands.</summary>
/// <param name="Missing">Rights that are lacking, by path: the need's own target, or exceptions below it.</param>
/// <param name="Text">A sentence for people.</param>
public sealed record NeedAnswer(TrustNeed Need, NeedState State, IReadOnlyList<(string Path, PermissionSet Rights)> Missing, string Text);
