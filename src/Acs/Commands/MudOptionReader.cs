using System.Globalization;
using System.Net;
using Provisioning.Firewall;
using Provisioning.Mud.Composition;

namespace Acs.Commands;

/// <summary>Reads one option at a time, from the command line or from a query string. An error names the option.</summary>
internal static class MudOptionReader
{
    private const int MostNamesInFile = 100_000;

    /// <returns>What is wrong, or null.</returns>
    public static string? Set(MudOptions options, string name, string value, bool filesAllowed) => name switch
    {
        "dialect" => SetDialect(options, value),
        "mode" => SetMode(options, value),
        "host-mac" => SetMac(options, value),
        "host-ip" => SetHostAddress(options, value),
        "lan" => SetLan(options, value),
        "controller" => SetController(options, value),
        "peer" => SetPeer(options, value),
        "resolve" => value.StartsWith('@') ? SetNamesFromFile(options, value[1..], filesAllowed) : SetName(options, value),
        "isp" => SetEntry(options, name, PolicyLayer.Isp, value),
        "subscriber" => SetEntry(options, name, PolicyLayer.Subscriber, value),
        "community" => SetCommunity(options, value, filesAllowed),
        "packet" => SetPacket(options, value),
        "prove" => SetProve(options, value),
        _ => $"--{name}: no such option",
    };

    private static string? SetDialect(MudOptions options, string value)
    {
        var known = FirewallDialects.TryParse(value, out var dialect);
        options.Dialect = dialect;
        return known ? null : $"--dialect: '{value}' is none of {string.Join(", ", FirewallDialects.Names)}";
    }

    private static string? SetMode(MudOptions options, string value)
    {
        options.Strict = value == "strict";
        return value is "exact" or "strict" ? null : $"--mode: '{value}' is neither exact nor strict";
    }

    private static string? SetMac(MudOptions options, string value)
    {
        var digits = value.Replace(":", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
        if (digits.Length != 12 || !digits.All(char.IsAsciiHexDigit))
        {
            return $"--host-mac: '{value}' is not a MAC address";
        }

        options.HostMac = string.Join(':', digits.Chunk(2).Select(pair => new string(pair)));
        return null;
    }

    private static string? SetHostAddress(MudOptions options, string value)
    {
        if (ReadAddress(value) is not { } address)
        {
            return $"--host-ip: '{value}' is not an IP address";
        }

        options.HostAddresses.Add(address);
        return null;
    }

    private static string? SetLan(MudOptions options, string value)
    {
        if (ReadPrefix(value) is not { } prefix)
        {
            return $"--lan: '{value}' is not a prefix such as 192.168.1.0/24";
        }

        options.Lan.Add(prefix);
        return null;
    }

    private static string? SetController(MudOptions options, string value)
    {
        if (!Split(value, out var name, out var addresses))
        {
            return $"--controller: '{value}' is not CLASS=ADDR,…";
        }

        options.Controllers[name] = options.Controllers.TryGetValue(name, out var before) ? [.. before, .. addresses] : addresses;
        return null;
    }

    private static string? SetPeer(MudOptions options, string value)
    {
        if (!Split(value, out var url, out var addresses))
        {
            return $"--peer: '{value}' is not MUDURL=ADDR,…";
        }

        options.Peers.Add(new(url, addresses));
        return null;
    }

    private static string? SetName(MudOptions options, string value)
    {
        if (!Split(value, out var name, out var addresses))
        {
            return $"--resolve: '{value}' is not name=addr,… or @file";
        }

        AddName(options, name, addresses);
        return null;
    }

    private static string? SetNamesFromFile(MudOptions options, string path, bool filesAllowed)
    {
        if (!filesAllowed)
        {
            return "--resolve: @file is for the command line";
        }

        try
        {
            var number = 0;
            foreach (var line in File.ReadLines(path))
            {
                if (++number > MostNamesInFile)
                {
                    return $"--resolve: {path} has more than {MostNamesInFile} lines";
                }

                var words = line.Split((char[])[' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries);
                if (words.Length == 0 || words[0].StartsWith('#'))
                {
                    continue;
                }

                var addresses = words.Skip(1).Select(ReadAddress).ToList();
                if (addresses.Contains(null))
                {
                    return string.Create(CultureInfo.InvariantCulture, $"--resolve: {path}, line {number}: not 'name addr…'");
                }

                AddName(options, words[0], [.. addresses.OfType<IPAddress>()]);
            }

            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return $"--resolve: {path} cannot be read: {e.Message}";
        }
    }

    private static string? SetEntry(MudOptions options, string name, PolicyLayer layer, string value)
    {
        if (!MudEntry.TryParse(layer, value, out var entry, out var wrong))
        {
            return $"--{name}: {wrong}";
        }

        if (options.Entries.Count(e => e.Layer == layer) >= PolicyEntries.MaxOfHome)
        {
            return string.Create(CultureInfo.InvariantCulture, $"--{name}: more than {PolicyEntries.MaxOfHome}");
        }

        options.Entries.Add(entry);
        return null;
    }

    private static string? SetCommunity(MudOptions options, string value, bool filesAllowed)
    {
        if (!filesAllowed)
        {
            return "--community: FILE is for the command line";
        }

        options.Community = value;
        return null;
    }

    private static string? SetPacket(MudOptions options, string value)
    {
        options.Packet = value;
        return null;
    }

    private static string? SetProve(MudOptions options, string value)
    {
        var known = bool.TryParse(value, out var prove);
        options.Prove = prove;
        return known ? null : $"--prove: '{value}' is neither true nor false";
    }

    private static void AddName(MudOptions options, string name, IReadOnlyList<IPAddress> addresses)
    {
        var key = name.TrimEnd('.').ToLowerInvariant();
        options.Names[key] = options.Names.TryGetValue(key, out var before) ? [.. before, .. addresses] : addresses;
    }

    /// <summary>At the last <c>=</c>: a class or MUD URL may hold one itself.</summary>
    private static bool Split(string value, out string name, out IReadOnlyList<IPAddress> addresses)
    {
        addresses = [];
        var at = value.LastIndexOf('=');
        name = at > 0 ? value[..at] : "";
        if (at <= 0)
        {
            return false;
        }

        var read = value[(at + 1)..].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(ReadAddress).ToList();
        addresses = [.. read.OfType<IPAddress>()];
        return addresses.Count == read.Count;
    }

    /// <summary>Strict: <c>10.1</c> is an address to some parsers and a typing mistake to people.</summary>
    public static IPAddress? ReadAddress(string text) =>
        IPAddress.TryParse(text, out var address) && (text.Contains(':', StringComparison.Ordinal) || text.Split('.').Length == 4) && !text.Contains('%', StringComparison.Ordinal)
            ? address
            : null;

    private static IPNetwork? ReadPrefix(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || ReadAddress(text[..slash]) is not { } address
            || !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            return null;
        }

        var bytes = address.GetAddressBytes();
        if (length > bytes.Length * 8)
        {
            return null;
        }

        for (var bit = length; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return new IPNetwork(new IPAddress(bytes), length);
    }
}
