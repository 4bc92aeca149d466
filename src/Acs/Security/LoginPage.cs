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
            :root { color-scheme: light dark; --back: #f6f8fa; --card: #fff; --text: #1d2733; --soft: #556270; --line: #8a96a3; --main: #0b5cad; --bad: #fbe3e1; }
            @media (prefers-color-scheme: dark) {
              :root { --back: #10161e; --card: #18212c; --text: #e3e9f0; --soft: #a9b4c0; --line: #6b7a89; --main: #1f6fc4; --bad: #5c1f2a; }
            }
            body { font: 16px/1.5 system-ui, sans-serif; background: var(--back); color: var(--text); display: grid; place-items: center; min-height: 100vh; margin: 0; }
            main { background: var(--card); border: 1px solid color-mix(in srgb, var(--line) 40%, transparent); padding: 2rem; border-radius: .5rem; width: min(24rem, 90vw); box-sizing: border-box; }
            h1 { font-size: 1.4rem; margin: 0 0 1rem; }
            label { display: block; margin-bottom: .25rem; }
            input { width: 100%; box-sizing: border-box; font: inherit; padding: .5rem; border: 1px solid var(--line); border-radius: .25rem; background: var(--back); color: inherit; }
            button { margin-top: 1rem; width: 100%; font: inherit; padding: .6rem; border: 0; border-radius: .25rem; background: var(--main); color: #fff; cursor: pointer; }
            .error { background: var(--bad); padding: .5rem; border-radius: .25rem; }
            .hint { color: var(--soft); font-size: .875rem; }
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
