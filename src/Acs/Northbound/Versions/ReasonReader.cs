using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Provisioning.Mud.Versions;

namespace Acs.Northbound;

/// <summary>Reads <c>{ "reason" }</c>; no body at all gives no reason.</summary>
internal static class ReasonReader
{
    /// <returns>The reason, or the problem.</returns>
    public static async Task<(string? Reason, IResult? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        // A body may come without a length.
        if (request.ContentLength == 0 || request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true })
        {
            return default;
        }

        var body = await BodyReader.ReadAsync(request, cancellationToken);
        if (body.ValueKind == JsonValueKind.Object && (!body.TryGetProperty("reason", out var value) || value.ValueKind == JsonValueKind.Null))
        {
            return default;
        }

        return body.ValueKind == JsonValueKind.Object && body.GetProperty("reason") is { ValueKind: JsonValueKind.String } text &&
            text.GetString() is { Length: > 0 and <= MudVersions.MaxReason } reason && !reason.Any(char.IsControl)
            ? (reason, null)
            : (null, Results.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal)
            {
                ["reason"] = [$"Must be a text of at most {MudVersions.MaxReason} characters, in an object {{ reason }}."],
            }));
    }
}
