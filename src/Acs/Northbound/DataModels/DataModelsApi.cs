using Provisioning.DataModels.Import;

namespace Acs.Northbound;

/// <summary><c>/api/v1/datamodels</c>: vendors' data models, for the types and descriptions of their parameters.</summary>
internal static class DataModelsApi
{
    private const long MaxBytes = 64 * 1024 * 1024;
    private const int MaxPattern = 100;

    public static void MapDataModels(this IEndpointRouteBuilder api)
    {
        var models = api.MapGroup("/datamodels").WithTags("datamodels");
        models.MapGet("", (ModelStore store) => new Page<DataModelItem>([.. store.All.Select(m => DataModelItem.Of(m))], null)).Produces<Page<DataModelItem>>()
            .WithSummary("The imported data models, by name.");
        models.MapPost("", ImportAsync).DisableAntiforgery().Produces<DataModelItem>(StatusCodes.Status201Created)
            .WithSummary("Imports a data model as the Broadband Forum writes them: multipart/form-data with one file or more and the fields name, oui, productClass and softwareVersion (patterns, * where missing). Replaces one of the same name.");
        models.MapDelete("/{name}", (string name, ModelStore store) => store.Delete(name)
                ? Results.NoContent()
                : Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such data model."))
            .Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> ImportAsync(HttpRequest request, ModelStore store, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType)
        {
            return Results.Problem("Send multipart/form-data with the files and a name.", statusCode: StatusCodes.Status415UnsupportedMediaType);
        }

        if (request.HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MaxBytes;
        }

        IFormCollection form;
        try
        {
            form = await request.ReadFormAsync(cancellationToken);
        }
        catch (InvalidDataException e)
        {
            return Results.Problem("The multipart body is broken: " + e.Message, statusCode: StatusCodes.Status400BadRequest);
        }

        var errors = Errors(form);
        if (errors.Count > 0)
        {
            return Results.ValidationProblem(errors);
        }

        var files = form.Files.Select(f => (f.FileName, f.OpenReadStream())).ToList();
        try
        {
            var read = BbfModelReader.Read(files);
            var model = new ImportedModel(
                form["name"].ToString(), Pattern(form, "oui"), Pattern(form, "productClass"), Pattern(form, "softwareVersion"), read.Source, time.GetUtcNow(), read.Parameters);
            store.Save(model);
            return Results.Created($"{NorthboundModule.Prefix}/datamodels/{model.Name}", DataModelItem.Of(model, read.Missing));
        }
        catch (InvalidDataException e)
        {
            return Results.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal) { ["file"] = [e.Message] });
        }
        finally
        {
            files.ForEach(f => f.Item2.Dispose());
        }
    }

    private static Dictionary<string, string[]> Errors(IFormCollection form)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (form.Files.Count == 0)
        {
            errors["file"] = ["Is missing: one file of the data model or more."];
        }

        if (!ModelStore.IsName(form["name"]))
        {
            errors["name"] = ["Must begin with a letter or digit, and have only those, dots, underscores and hyphens; at most 100."];
        }

        foreach (var field in (string[])["oui", "productClass", "softwareVersion"])
        {
            if (form[field].ToString().Length > MaxPattern)
            {
                errors[field] = [$"Must have at most {MaxPattern} characters."];
            }
        }

        return errors;
    }

    private static string Pattern(IFormCollection form, string field) => form[field].ToString() is { Length: > 0 } text ? text : "*";
}
