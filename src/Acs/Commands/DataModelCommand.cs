using Acs.Hosting;
using Provisioning.DataModels.Import;

namespace Acs.Commands;

/// <summary><c>datamodel import FILE…</c>: a vendor's data model into the data directory, where the server finds it within seconds.</summary>
internal static class DataModelCommand
{
    private const string Wanted = "datamodel import FILE… --name NAME [--oui PATTERN] [--product-class PATTERN] [--software-version PATTERN] | datamodel list | datamodel remove NAME";

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var settings = args.Where(a => a.StartsWith("--Acs:", StringComparison.OrdinalIgnoreCase)).ToArray();
        var rest = args.Except(settings, StringComparer.Ordinal).ToList();
        try
        {
            await using var app = AcsServer.Build(settings);
            var store = app.Services.GetRequiredService<ModelStore>();
            return rest switch
            {
                ["import", ..] => await ImportAsync(rest[1..], store, app.Services.GetRequiredService<TimeProvider>(), output, error),
                ["list"] => await ListAsync(store, output),
                ["remove", var name] => store.Delete(name) ? CommandLine.Done : await FailAsync(error, $"There is no data model '{name}'.", CommandLine.Failed),
                _ => await FailAsync(error, "usage: acs " + Wanted, CommandLine.WrongUsage),
            };
        }
        catch (StartException e)
        {
            await StartReport.WriteAsync(e, error);
            return CommandLine.Failed;
        }
    }

    private static async Task<int> ImportAsync(List<string> args, ModelStore store, TimeProvider time, TextWriter output, TextWriter error)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal) { ["--oui"] = "*", ["--product-class"] = "*", ["--software-version"] = "*" };
        var paths = new List<string>();
        for (var i = 0; i < args.Count; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                paths.Add(args[i]);
            }
            else if ((options.ContainsKey(args[i]) || args[i] == "--name") && i + 1 < args.Count)
            {
                options[args[i]] = args[++i];
            }
            else
            {
                return await FailAsync(error, $"'{args[i]}' is no option, or lacks its value. usage: acs {Wanted}", CommandLine.WrongUsage);
            }
        }

        if (paths.Count == 0 || !ModelStore.IsName(options.GetValueOrDefault("--name")))
        {
            return await FailAsync(error, "usage: acs " + Wanted, CommandLine.WrongUsage);
        }

        var files = new List<(string Name, Stream Content)>();
        try
        {
            foreach (var path in paths)
            {
                files.Add((path, File.OpenRead(path)));
            }

            var read = BbfModelReader.Read(files);
            store.Save(new ImportedModel(
                options["--name"], options["--oui"], options["--product-class"], options["--software-version"], read.Source, time.GetUtcNow(), read.Parameters));
            await output.WriteLineAsync($"{options["--name"]}: {read.Parameters.Count} parameters of {read.Source}.");
            if (read.Missing.Count > 0)
            {
                await error.WriteLineAsync($"Not in these files, and taken for strings or left out: {string.Join(", ", read.Missing)}.");
            }

            return CommandLine.Done;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return await FailAsync(error, e.Message, CommandLine.Failed);
        }
        finally
        {
            files.ForEach(f => f.Content.Dispose());
        }
    }

    private static async Task<int> ListAsync(ModelStore store, TextWriter output)
    {
        foreach (var model in store.All)
        {
            await output.WriteLineAsync($"{model.Name}: {model.Parameters.Count} parameters of {model.Source}, for {model.Oui} {model.ProductClass} {model.SoftwareVersion}");
        }

        return CommandLine.Done;
    }

    private static async Task<int> FailAsync(TextWriter error, string text, int code)
    {
        await error.WriteLineAsync(text);
        return code;
    }
}
