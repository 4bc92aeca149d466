namespace Acs.Security;

/// <summary>What browsers are told about our pages: nothing from elsewhere, in nobody's frame.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    // MudBlazor styles elements inline; scripts only from us.
    private const string Policy =
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; font-src 'self' data:; " +
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        // Hangfire's pages bring their own policy with a nonce.
        if (!context.Request.Path.StartsWithSegments("/hangfire", StringComparison.Ordinal))
        {
            headers.ContentSecurityPolicy = Policy;
        }

        return next(context);
    }
}
