namespace Acs.Security;

/// <param name="Hash">SHA-256, hex.</param>
internal sealed record KnownKey(Guid Id, string Name, string Hash);
