using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Acs.Hosting;

/// <summary>An address to listen on: <c>http://*:7547</c>, <c>https://0.0.0.0:443</c>. Not a <see cref="Uri"/>, which knows no <c>*</c>.</summary>
/// <param name="Port">0: any that is free.</param>
internal readonly record struct ListenUrl(string Scheme, string Host, int Port)
{
    public static bool TryParse([NotNullWhen(true)] string? text, out ListenUrl url)
    {
        url = default;
        var scheme = text?.Split("://");
        if (scheme is not [("http" or "https") and var name, var rest])
        {
            return false;
        }

        var authority = rest.TrimEnd('/');
        var colon = authority.LastIndexOf(':');
        var hasPort = colon > authority.LastIndexOf(']');
        var port = name == "https" ? 443 : 80;
        if (hasPort && (!int.TryParse(authority.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) || port > 65535))
        {
            return false;
        }

        var host = hasPort ? authority[..colon] : authority;
        url = new ListenUrl(name, host, port);
        return host is "*" or "+" || Uri.CheckHostName(host.Trim('[', ']')) != UriHostNameType.Unknown;
    }

    /// <summary>An address that this machine can call: any-address becomes localhost.</summary>
    public Uri Callable() => new($"{Scheme}://{(Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : Host)}:{Port}");

    public override string ToString() => $"{Scheme}://{Host}:{Port}";
}
