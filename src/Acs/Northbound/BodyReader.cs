using System.Text.Json;

namespace Acs.Northbound;

/// <summary>Reads a JSON body as it is, for routes that say themselves what is wrong with which field.</summary>
internal static class BodyReader
{
    private const int MaxBytes = 1024 * 1024;

    /// <summary>The body's root.</summary>
    /// <exception cref="JsonException">It is not JSON; <see cref="ProblemHandler"/> answers.</exception>
    /// <exception cref="BadHttpRequestException">It is too large.</exception>
    public static async Task<JsonElement> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaxBytes)
        {
            throw new BadHttpRequestException($"The body is larger than {MaxBytes} bytes.", StatusCodes.Status413PayloadTooLarge);
        }

        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (body.Length + read > MaxBytes)
            {
                throw new BadHttpRequestException($"The body is larger than {MaxBytes} bytes.", StatusCodes.Status413PayloadTooLarge);
            }

            body.Write(buffer, 0, read);
        }

        body.Position = 0;
        using var document = await JsonDocument.ParseAsync(body, new JsonDocumentOptions { MaxDepth = 32 }, cancellationToken);
        return document.RootElement.Clone();
    }
}
