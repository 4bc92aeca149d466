using System.Globalization;
using Provisioning.Devices;
using Provisioning.Storage;

namespace Acs.Hosting;

/// <summary>Says everything that is wrong with the configuration at once, each with its key. Pure.</summary>
internal static class ConfigurationCheck
{
    private static readonly string[] UrlKeys = ["Acs:Cwmp:Url", "Acs:Web:Url", "Acs:Files:Url"];

    public static IReadOnlyList<string> Errors(IConfiguration configuration)
    {
        var errors = new List<string>();
        foreach (var key in UrlKeys.Where(k => configuration[k] is { } url && !ListenUrl.TryParse(url, out _)))
        {
            errors.Add($"{key}: '{configuration[key]}' is not an address to listen on, for example http://*:7547.");
        }

        SamePort(configuration, errors);
        Word<Enrolment>(configuration, "Acs:Enrolment", errors);
        Word<OtherProtocolPolicy>(configuration, "Acs:Migration:OtherProtocol", errors);
        Word<DatabaseProvider>(configuration, "Acs:Database:Provider", errors);
        var provider = configuration["Acs:Database:Provider"];
        if (provider is not null && !provider.Equals("Sqlite", StringComparison.OrdinalIgnoreCase) && string.IsNullOrWhiteSpace(configuration["Acs:Database:ConnectionString"]))
        {
            errors.Add($"Acs:Database:ConnectionString: {provider} needs one.");
        }

        if (configuration["Acs:AdminKey"] is { } key1 && string.IsNullOrWhiteSpace(key1))
        {
            errors.Add("Acs:AdminKey: must not be empty; leave it out to have one generated.");
        }

        if (configuration["Acs:DataDirectory"] is { } directory && (string.IsNullOrWhiteSpace(directory) || directory.Contains('\0', StringComparison.Ordinal)))
        {
            errors.Add("Acs:DataDirectory: must name a directory.");
        }

        Usp(configuration, errors);
        return errors;
    }

    /// <summary>Both lists; what the second says of a key that the first names already is left out.</summary>
    public static IReadOnlyList<string> Merge(IReadOnlyList<string> errors, IReadOnlyList<string> more) =>
        [.. errors, .. more.Where(m => !errors.Any(e => m.Contains(Key(e), StringComparison.OrdinalIgnoreCase)))];

    private static string Key(string error) => error[..Math.Max(error.IndexOf(": ", StringComparison.Ordinal), 1)];

    private static void Usp(IConfiguration configuration, List<string> errors)
    {
        var mode = configuration["Acs:Usp:Mqtt:Mode"];
        if (mode is not null && mode.ToLowerInvariant() is not ("embedded" or "external" or "off"))
        {
            errors.Add($"Acs:Usp:Mqtt:Mode: '{mode}' is not Embedded, External or Off.");
        }

        if ("external".Equals(mode, StringComparison.OrdinalIgnoreCase) && string.IsNullOrWhiteSpace(configuration["Acs:Usp:Mqtt:Server"]))
        {
            errors.Add("Acs:Usp:Mqtt:Server: External mode needs the broker's address.");
        }

        if (configuration["Acs:Usp:Mqtt:Port"] is { } port &&
            (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > 65535))
        {
            errors.Add($"Acs:Usp:Mqtt:Port: '{port}' is not a port (0 to 65535).");
        }

        // TR-369 R-ARC.2: authority-scheme "::" instance-id, where the scheme may be followed by an authority id.
        if (configuration["Acs:Usp:EndpointId"] is { } endpoint && (!endpoint.Contains(':', StringComparison.Ordinal) || endpoint.Any(char.IsWhiteSpace)))
        {
            errors.Add($"Acs:Usp:EndpointId: '{endpoint}' is not an endpoint id, for example proto::acs.");
        }

        if (configuration["Acs:Usp:Mqtt:ControllerTopic"] is { } topic && (topic.Length == 0 || topic.AsSpan().ContainsAny("+#\0")))
        {
            errors.Add($"Acs:Usp:Mqtt:ControllerTopic: '{topic}' is not a topic to publish to (no + or #).");
        }
    }

    private static void SamePort(IConfiguration configuration, List<string> errors)
    {
        var ports = new Dictionary<int, string>();
        foreach (var (key, fallback) in UrlKeys.Zip(["http://*:7547", "http://127.0.0.1:8080", "http://*:7567"]))
        {
            if (ListenUrl.TryParse(configuration[key] ?? fallback, out var url) && url.Port != 0 && !ports.TryAdd(url.Port, key))
            {
                errors.Add($"{key}: port {url.Port} is that of {ports[url.Port]} too; the listeners must be apart.");
            }
        }
    }

    private static void Word<T>(IConfiguration configuration, string key, List<string> errors)
        where T : struct, Enum
    {
        if (configuration[key] is { } word && (!Enum.TryParse<T>(word, ignoreCase: true, out var value) || !Enum.IsDefined(value) || char.IsAsciiDigit(word.AsSpan().TrimStart()[0])))
        {
            errors.Add($"{key}: '{word}' is not one of {string.Join(", ", Enum.GetNames<T>())}.");
        }
    }
}
