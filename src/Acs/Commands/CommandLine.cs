namespace Acs.Commands;

/// <summary>Which command the arguments name. Exit codes: 0 done, 1 failed, 2 wrong usage.</summary>
internal static class CommandLine
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        // An option needs no command before it: `acs --Acs:Cwmp:Url=…` serves.
        var command = args.Length == 0 || args[0].StartsWith('-') ? "serve" : args[0];
        var rest = args.Length > 0 && !args[0].StartsWith('-') ? args[1..] : args;
        if (args is ["--help" or "-h" or "help", ..])
        {
            await output.WriteLineAsync(Usage.Text);
            return Done;
        }

        switch (command)
        {
            case "serve":
                return await ServeCommand.RunAsync(rest, output, error, cancellationToken);
            case "demo":
                return await DemoCommand.RunAsync(rest, output, error, cancellationToken);
            case "migrate":
                return await MigrateCommand.RunAsync(rest, output, error, cancellationToken);
            case "mud":
                return await MudCommand.RunAsync(rest, output, error, cancellationToken);
            case "usp":
                return await UspCommand.RunAsync(rest, output, error);
            case "datamodel":
                return await DataModelCommand.RunAsync(rest, output, error);
            default:
                await error.WriteLineAsync($"There is no command '{command}'.");
                await error.WriteLineAsync(Usage.Text);
                return WrongUsage;
        }
    }
}
