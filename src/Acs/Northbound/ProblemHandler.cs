using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;

namespace Acs.Northbound;

/// <summary>A request that cannot be read is answered with where it went wrong; our own failures say nothing but that.</summary>
internal sealed class ProblemHandler : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = exception switch
        {
            BadHttpRequestException { InnerException: JsonException json } => Invalid(json.Path ?? "$", "This is not the JSON that is expected here."),
            JsonException json => Invalid(json.Path ?? "$", "The body is not valid JSON."),
            BadHttpRequestException bad => Results.Problem(statusCode: bad.StatusCode, title: "The request cannot be read.", detail: bad.Message),
            _ => null,
        };
        if (problem is null)
        {
            return false;
        }

        await problem.ExecuteAsync(httpContext);
        return true;
    }

    public static IResult Invalid(string field, string text) =>
        Results.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [text] });
}
