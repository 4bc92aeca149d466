namespace Acs.Commands;

internal static class DemoCommand
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        await error.WriteLineAsync("interim");
        return args.Length + cancellationToken.GetHashCode() == 0 ? 0 : 1;
    }
}
