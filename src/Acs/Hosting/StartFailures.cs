using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Acs.Hosting;

/// <summary>Turns what goes wrong at a start into lines for an administrator; what is not understood stays an exception.</summary>
internal static class StartFailures
{
    public static StartException? Explain(Exception failure, IConfiguration configuration) => failure switch
    {
        StartException start => start,
        OptionsValidationException options => new StartException([.. options.Failures], failure),
        AggregateException many => Many(many, configuration),
        IOException io when InUse(io) => new StartException([AddressInUse(io, configuration)], failure),
        System.Net.Sockets.SocketException socket => new StartException([$"Listening failed: {socket.Message} (Acs:Cwmp:Url, Acs:Web:Url, Acs:Files:Url, Acs:Usp:Mqtt:Port, Acs:Usp:Mqtt:TlsPort)."], failure),
        UnauthorizedAccessException access => new StartException([$"Acs:DataDirectory: {access.Message}"], failure),
        IOException io => new StartException([$"Acs:DataDirectory: {io.Message}"], failure),
        System.Data.Common.DbException db => new StartException([$"Acs:Database: the database cannot be used: {db.Message}"], failure),
        // A connection string that its provider cannot read; nothing else at a start takes arguments from outside.
        ArgumentException argument when configuration["Acs:Database:ConnectionString"] is not null =>
            new StartException([$"Acs:Database:ConnectionString: {argument.Message}"], failure),
        // What the configuration binder says names the key: "Failed to convert configuration value 'x' at 'Acs:…' to type …".
        InvalidOperationException binding when binding.Message.Contains("Acs:", StringComparison.Ordinal) =>
            new StartException([binding.Message], failure),
        InvalidOperationException https when https.Message.Contains("HTTPS endpoint", StringComparison.Ordinal) =>
            new StartException(["Acs:Web:Url: https needs a certificate: Kestrel:Certificates:Default:Path and :Password (or :KeyPath)."], failure),
        InvalidOperationException { InnerException: { } inner } => Explain(inner, configuration),
        _ => null,
    };

    private static StartException? Many(AggregateException many, IConfiguration configuration)
    {
        var explained = many.Flatten().InnerExceptions.Select(e => Explain(e, configuration)).ToList();
        return explained.Contains(null) ? null : new StartException([.. explained.SelectMany(e => e!.Errors)], many);
    }

    private static bool InUse(IOException io) =>
        io.InnerException is AddressInUseException || io.Message.Contains("address already in use", StringComparison.OrdinalIgnoreCase);

    private static string AddressInUse(IOException io, IConfiguration configuration)
    {
        foreach (var key in new[] { "Acs:Cwmp:Url", "Acs:Web:Url", "Acs:Files:Url" })
        {
            if (ListenUrl.TryParse(configuration[key] ?? Defaults[key], out var url) && io.Message.Contains($":{url.Port}", StringComparison.Ordinal))
            {
                return $"{key}: {url} is in use by another program. Stop it, or give another address: --{key}={url.Scheme}://{url.Host}:{url.Port + 1}";
            }
        }

        return io.Message.Contains($":{configuration["Acs:Usp:WebSocket:Port"] ?? "7587"}", StringComparison.Ordinal)
            ? $"Acs:Usp:WebSocket:Port: {io.Message}"
            : io.Message;
    }

    private static Dictionary<string, string> Defaults { get; } = new(StringComparer.Ordinal)
    {
        ["Acs:Cwmp:Url"] = "http://*:7547",
        ["Acs:Web:Url"] = "http://127.0.0.1:8080",
        ["Acs:Files:Url"] = "http://*:7567",
    };
}
