using System.Globalization;

namespace Benchmarks.Cwmp;

/// <summary>Lets devices contact a server once each, from a process of its own: <c>memory</c> starts this.</summary>
internal static class ContactsCommand
{
    public const string Name = "contacts";

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var url = arguments.LoopbackUrl("--url") ?? throw new UsageException($"{Name} needs --url.");
        var first = int.Parse(arguments.Text("--first") ?? "0", CultureInfo.InvariantCulture);
        var tally = await new CwmpLoad(url, CwmpLoadOptions.From(arguments) with { First = first, KeepAlive = true }).ContactAsync("2 PERIODIC");
        Console.WriteLine($"{tally.Sessions} sessions with {tally.Asked} requests of the server, {tally.Errors}");
        return tally.HasErrors ? 1 : 0;
    }
}
