using System.Net;
using System.Text.RegularExpressions;

namespace Acs.Tests.Security;

/// <summary>As much of a browser as a login needs: cookies, and the hidden token of the form. Follows no redirects.</summary>
internal sealed partial class Browser : IDisposable
{
    public Browser(Uri web) => Http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = web };

    public HttpClient Http { get; }

    public async Task<HttpResponseMessage> EnterAsync(string key, string returnUrl = "/")
    {
        var page = await Http.GetStringAsync($"/login?returnUrl={Uri.EscapeDataString(returnUrl)}");
        var token = WebUtility.HtmlDecode(Token().Match(page).Groups["token"].Value);
        using var form = new FormUrlEncodedContent(
            [new("__RequestVerificationToken", token), new("key", key), new("returnUrl", returnUrl)]);
        return await Http.PostAsync("/login", form);
    }

    public void Dispose() => Http.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]*)\"", RegexOptions.None, 1000)]
    private static partial Regex Token();
}
