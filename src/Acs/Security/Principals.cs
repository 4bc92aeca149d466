using System.Security.Claims;

namespace Acs.Security;

/// <summary>A key's holder as ASP.NET Core knows people.</summary>
internal static class Principals
{
    public static ClaimsPrincipal Of(KnownKey key, string scheme) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, key.Id.ToString()), new Claim(ClaimTypes.Name, key.Name)], scheme));

    public static Guid? KeyId(ClaimsPrincipal? principal) =>
        Guid.TryParse(principal?.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;

    /// <summary>Who ordered something, for the records.</summary>
    public static string Author(ClaimsPrincipal principal) => principal.Identity?.Name ?? "unknown";
}
