using Microsoft.AspNetCore.Http.Features;

namespace Acs.FileServer;

/// <summary>The listener takes no bodies but where an endpoint allows them.</summary>
internal static class RequestBodies
{
    /// <summary>So much is read of what is refused: a connection that ends in mid-body takes the answer with it.</summary>
    public const long Refused = 64 * 1024;

    public static void Allow(HttpContext context, long bytes)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = bytes;
        }
    }
}
