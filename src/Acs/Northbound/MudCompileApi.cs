using Acs.Commands;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Acs.Northbound;

/// <summary><c>POST /api/v1/mud/compile</c>: the command line's <c>mud compile --json</c> for one file, the body.</summary>
public static class MudCompileApi
{
    private const long MostBytes = 1024 * 1024;

    private static readonly string[] _options = ["dialect", "mode", "host-mac", "host-ip", "lan", "controller", "peer", "resolve", "isp", "subscriber", "prove"];

    /// <summary>Adds the route to the group that carries <c>/api/v1</c> and its authorization.</summary>
    public static IEndpointRouteBuilder MapMudCompile(this IEndpointRouteBuilder api)
    {
        api.MapPost("/mud/compile", CompileAsync).WithName("CompileMudFile").WithTags("mud")
            .WithSummary("Compiles a MUD file to TR-181 firewall parameters; query as the command line's options, without dashes or in camelCase.")
            .WithDescription(
                "approximations[].kind: over where the rules block more than the file says, under where they let more through. Every writable parameter of every row is "
                + "listed but Alias: it has no default, and its value is the gateway's to choose until a controller writes one.");
        return api;
    }

    private static async Task<Results<JsonHttpResult<MudReport[]>, ValidationProblem, ProblemHttpResult>> CompileAsync(
        HttpRequest request,
        CancellationToken cancellationToken)
    {
        var options = new MudOptions();
        foreach (var option in _options)
        {
            foreach (var value in request.Query[option].Concat(request.Query[CamelCase(option)]).OfType<string>().Distinct(StringComparer.Ordinal))
            {
                if (MudOptionReader.Set(options, option, value, filesAllowed: false) is { } wrong)
                {
                    return TypedResults.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal) { [CamelCase(option)] = [wrong] });
                }
            }
        }

        options.Complete();
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (body.Length + read > MostBytes)
            {
                return TypedResults.Problem("The file is larger than 1 MiB.", statusCode: StatusCodes.Status413PayloadTooLarge);
            }

            body.Write(buffer, 0, read);
        }

        var compilation = await MudCompilation.RunAsync("body", body.ToArray(), options, cancellationToken);
        return TypedResults.Json((MudReport[])[compilation.Report], MudJson.Options);
    }

    private static string CamelCase(string option)
    {
        var dash = option.IndexOf('-', StringComparison.Ordinal);
        return dash < 0 ? option : $"{option[..dash]}{char.ToUpperInvariant(option[dash + 1])}{option[(dash + 2)..]}";
    }
}
