using System.Diagnostics;
using Benchmarks.Hosting;

namespace Benchmarks.Cwmp;

/// <summary><c>cwmp</c>: first contacts, then rounds of steady sessions.</summary>
internal static class CwmpCommand
{
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var options = CwmpLoadOptions.From(arguments);
        if (arguments.LoopbackUrl("--url") is { } url)
        {
            return await RunAsync(url, arguments.Text("--pid") is null ? 0 : arguments.Number("--pid", 0), options);
        }

        await using var server = await ServerProcess.StartAcsAsync();
        return await RunAsync(server.Cwmp, server.Id, options);
    }

    /// <summary>The first contacts, told in a line.</summary>
    /// <returns>False where they did not all end well.</returns>
    public static async Task<bool> IntroduceAsync(CwmpLoad load, int processId)
    {
        var cpu = processId > 0 ? new CpuMeter(processId) : null;
        var clock = Stopwatch.StartNew();
        var first = await load.IntroduceAsync();
        Console.WriteLine($"first contacts: {first.Sessions} sessions with {first.Asked} requests of the server, {first.Errors}; all settled after {clock.Elapsed.TotalSeconds:F0} s"
            + (cpu is null ? "" : $" and {cpu.Spent.TotalMilliseconds / Math.Max(1, first.Sessions):F1} ms server CPU for each"));
        return !first.HasErrors;
    }

    private static async Task<int> RunAsync(Uri url, int processId, CwmpLoadOptions options)
    {
        var load = new CwmpLoad(url, options);
        var good = await IntroduceAsync(load, processId);
        Console.WriteLine($"{options.Devices} known gateways, {options}:");
        var rounds = new List<CwmpRound>();
        for (var i = 0; i < options.Rounds; i++)
        {
            rounds.Add(await load.MeasureAsync(processId));
            Console.WriteLine($"  round {i + 1}: {rounds[^1]}");
        }

        Console.WriteLine($"  best:    {CwmpRound.Best(rounds)}");
        return good && !rounds.Exists(r => r.Tally.HasErrors) ? 0 : 1;
    }
}
