using System.Globalization;

namespace UspController;

/// <summary>Host and TCP port of an MQTT broker.</summary>
internal readonly record struct BrokerAddress(string Host, int Port)
{
    /// <summary>Reads <c>host</c>, <c>host:port</c> and <c>[v6]:port</c>; the port defaults to 1883, with TLS to 8883.</summary>
    public static bool TryParse(string text, bool tls, out BrokerAddress address)
    {
        address = default;
        var port = tls ? 8883 : 1883;
        var host = text.Trim();
        var colon = host.LastIndexOf(':');
        var bracket = host.LastIndexOf(']');
        if (colon > bracket && (bracket >= 0 || host.IndexOf(':', StringComparison.Ordinal) == colon))
        {
            if (!int.TryParse(host.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is < 1 or > 65535)
            {
                return false;
            }

            host = host[..colon];
        }

        host = host.Trim('[', ']');
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
        {
            return false;
        }

        address = new BrokerAddress(host, port);
        return true;
    }
}
