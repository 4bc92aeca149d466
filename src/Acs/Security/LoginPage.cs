using System.Net;

namespace Acs.Security;

/// <summary>The markup of the login; every foreign text is encoded.</summary>
internal static class LoginPage
{
    public static string Html(string tokenName, string token, string returnUrl, bool failed) =>
        $$"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>Sign in · ACS</title>
          <link rel="icon" href="data:,">
          <style>
            :root { color-scheme: dark light; }
            body { font: 16px/1.5 system-ui, sans-serif; background: #1a1a27; color: #e6e6ee; display: grid; place-items: center; min-height: 100vh; margin: 0; }
            main { background: #27273a; padding: 2rem; border-radius: .5rem; width: min(24rem, 90vw); box-sizing: border-box; }
            h1 { font-size: 1.4rem; margin: 0 0 1rem; }
            label { display: block; margin-bottom: .25rem; }
            input { width: 100%; box-sizing: border-box; font: inherit; padding: .5rem; border: 1px solid #8a8aa0; border-radius: .25rem; background: #1a1a27; color: inherit; }
            button { margin-top: 1rem; width: 100%; font: inherit; padding: .6rem; border: 0; border-radius: .25rem; background: #4f46c8; color: #fff; cursor: pointer; }
            .error { background: #5c1f2a; padding: .5rem; border-radius: .25rem; }
            .hint { color: #b8b8c8; font-size: .875rem; }
          </style>
        </head>
        <body>
          <main>
            <h1>Auto-configuration server</h1>
            {{(failed ? "<p class=\"error\" role=\"alert\">This key is not known.</p>" : "")}}
            <form method="post" action="/login">
              <input type="hidden" name="{{WebUtility.HtmlEncode(tokenName)}}" value="{{WebUtility.HtmlEncode(token)}}">
              <input type="hidden" name="returnUrl" value="{{WebUtility.HtmlEncode(returnUrl)}}">
              <label for="key">Key</label>
              <input id="key" name="key" type="password" autocomplete="current-password" required autofocus aria-describedby="hint">
              <p class="hint" id="hint">The server printed the administrator's key at its first start; Acs:AdminKey sets another.</p>
              <button type="submit">Sign in</button>
            </form>
          </main>
        </body>
        </html>
        """;
}
