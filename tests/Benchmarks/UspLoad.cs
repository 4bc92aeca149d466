using System.Diagnostics;
using System.Globalization;

namespace Benchmarks;

/// <summary>
/// Notifies through the embedded broker, each acknowledged once it is durable: <c>usp HOST:PORT [--agents 100] [--window 8]
/// [--seconds 20] [--endpoint proto::acs] [--pid SERVER]</c>. Needs <c>Acs:Enrolment=Open</c>. Each agent keeps a window of
/// unanswered ValueChange notifies; what counts is NotifyResp. First contacts are not counted.
/// </summary>
internal static class UspLoad
{
    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length == 0 || args[0].Split(':') is not [var host, var portText] || !int.TryParse(portText, CultureInfo.InvariantCulture, out var port)
            || host is not ("localhost" or "127.0.0.1"))
        {
            await Console.Error.WriteLineAsync("usp HOST:PORT [--agents N] [--window N] [--seconds N] [--endpoint ID] [--pid N]; this machine only");
            return 2;
        }

        string Option(string name, string fallback) => Array.IndexOf(args, name) is > 0 and var at && at + 1 < args.Length ? args[at + 1] : fallback;
        int Number(string name, int fallback) => int.Parse(Option(name, fallback.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);
        var agents = Enumerable.Range(0, Number("--agents", 100))
            .Select(i => new UspLoadAgent($"os::0BE9C4-{i:D6}", Option("--endpoint", "proto::acs")))
            .ToList();
        await Parallel.ForEachAsync(agents, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (agent, stop) => await agent.StartAsync(port, stop));
        await Task.WhenAll(agents.Select(a => a.Known)).WaitAsync(TimeSpan.FromMinutes(2));

        var server = Number("--pid", 0) is > 0 and var pid ? Process.GetProcessById(pid) : null;
        var window = Number("--window", 8);
        var begin = agents.Sum(a => a.Acknowledged);
        var cpu = server?.TotalProcessorTime ?? TimeSpan.Zero;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(agents.Select(a => a.FillAsync(window)));
        await Task.Delay(TimeSpan.FromSeconds(Number("--seconds", 20)));
        var count = agents.Sum(a => a.Acknowledged) - begin;
        clock.Stop();
        server?.Refresh();
        var spent = (server?.TotalProcessorTime ?? TimeSpan.Zero) - cpu;
        var idle = agents.Count(a => a.Acknowledged <= 1);
        Console.WriteLine($"{count / clock.Elapsed.TotalSeconds:F0} notifies/s acknowledged, {agents.Count} agents, {idle} of them never answered"
            + (server is null ? "" : $", {spent.TotalMilliseconds / Math.Max(1, count):F3} ms server CPU per notify"));
        foreach (var agent in agents)
        {
            agent.Dispose();
        }

        return count > 0 && idle == 0 ? 0 : 1;
    }
}
