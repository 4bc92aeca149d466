using Microsoft.AspNetCore.Components.Authorization;

namespace Acs.Dashboard.Components;

/// <summary>Who acts, for the history.</summary>
internal static class Author
{
    public static async Task<string> NameAsync(this AuthenticationStateProvider authentication) =>
        (await authentication.GetAuthenticationStateAsync()).User.Identity?.Name ?? "administrator";
}
