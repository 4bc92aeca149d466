using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Acs.Northbound;

/// <summary>
/// Events as <c>text/event-stream</c> (HTML Living Standard §9.2). The head goes out at once, so that a client knows that
/// it is connected, and a comment now and then, so that no proxy takes silence for death.
/// </summary>
internal sealed class EventStream(IAsyncEnumerable<IReadOnlyList<EventResource>> batches) : IResult
{
    private const int QuietRounds = 15;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var json = httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var response = httpContext.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache,no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        await response.WriteAsync(": connected\n\n", httpContext.RequestAborted);
        var quiet = 0;
        try
        {
            await foreach (var batch in batches)
            {
                quiet = batch.Count > 0 ? 0 : quiet + 1;
                foreach (var item in batch)
                {
                    await response.WriteAsync(Text(item, json), httpContext.RequestAborted);
                }

                if (quiet == QuietRounds)
                {
                    quiet = 0;
                    await response.WriteAsync(": still here\n\n", httpContext.RequestAborted);
                }
            }
        }
        catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
        {
            // The client has left.
        }
    }

    private static string Text(EventResource item, JsonSerializerOptions json) =>
        string.Create(CultureInfo.InvariantCulture, $"id: {item.Id}\nevent: {item.Kind}\ndata: {JsonSerializer.Serialize(item, json)}\n\n");
}
