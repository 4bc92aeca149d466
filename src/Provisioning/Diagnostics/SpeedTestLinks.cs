using System.Globalization;
using Provisioning.Conversations;
using Provisioning.Firmware;

namespace Provisioning.Diagnostics;

/// <summary>The server's own far end of TR-143 tests: links into the file server, good for an hour.</summary>
public sealed class SpeedTestLinks(FileKey key, FirmwareLinks links, TimeProvider time)
{
    /// <summary>First segment of the path.</summary>
    public const string Prefix = "speed";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>Gives a speed test that names no URL one of the server's own.</summary>
    /// <param name="remoteAddress">The gateway's address as last seen; null: not known.</param>
    public OperationRequest Complete(OperationRequest request, string? remoteAddress)
    {
        if (request is not { Diagnostic: DiagnosticKinds.Download or DiagnosticKinds.Upload, Arguments: { } inputs }
            || inputs.ContainsKey(DiagnosticFields.Url))
        {
            return request;
        }

        var bytes = long.Parse(inputs[DiagnosticFields.Bytes], CultureInfo.InvariantCulture);
        var token = new SpeedTestToken(request.Diagnostic == DiagnosticKinds.Upload, bytes, time.GetUtcNow() + Lifetime).Sign(key.Bytes);
        return request with
        {
            Arguments = new Dictionary<string, string>(inputs, StringComparer.Ordinal)
            {
                [DiagnosticFields.Url] = $"{links.Base(remoteAddress)}/{Prefix}/{token}",
            },
        };
    }
}
