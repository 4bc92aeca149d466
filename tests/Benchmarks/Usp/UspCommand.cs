using System.Diagnostics;
using System.Globalization;
using Benchmarks.Hosting;

namespace Benchmarks.Usp;

/// <summary>
/// <c>usp</c>: each agent keeps a window of unanswered ValueChange notifies; what counts is NotifyResp. First contacts are not
/// counted. Needs <c>Acs:Enrolment=Open</c>.
/// </summary>
internal static class UspCommand
{
    public static async Task<int> RunAsync(Arguments arguments)
    {
        if (arguments.Text("--address") is { } address)
        {
            return address.Split(':') is ["localhost" or "127.0.0.1", var text] && int.TryParse(text, CultureInfo.InvariantCulture, out var port)
                ? await RunAsync(port, arguments.Number("--pid", 0), arguments)
                : throw new UsageException($"--address {address}: an address of this machine is expected.");
        }

        if (arguments.Has("--mosquitto"))
        {
            return await CompareAsync(arguments);
        }

        await using var server = await ServerProcess.StartAcsAsync();
        return await RunAsync(server.Mqtt, server.Id, arguments);
    }

    private static async Task<int> CompareAsync(Arguments arguments)
    {
        await using var broker = await BrokerProcess.StartAsync();
        Console.WriteLine("a bare subscriber behind Mosquitto:");
        await using (var bare = await ServerProcess.StartBareControllerAsync(broker.Port))
        {
            await RunAsync(broker.Port, bare.Id, arguments);
        }

        Console.WriteLine("this server behind the same Mosquitto:");
        await using var server = await ServerProcess.StartAcsAsync(broker.Port);
        return await RunAsync(broker.Port, server.Id, arguments);
    }

    private static async Task<int> RunAsync(int port, int processId, Arguments arguments)
    {
        var agents = Enumerable.Range(0, arguments.Number("--agents", 100)).Select(i => new UspLoadAgent($"os::0BE9C4-{i:D6}", "proto::acs")).ToList();
        try
        {
            await Parallel.ForEachAsync(agents, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (agent, stop) => await agent.StartAsync(port, stop));
            await Task.WhenAll(agents.Select(a => a.Known)).WaitAsync(TimeSpan.FromMinutes(2));
            var window = arguments.Number("--window", 8);
            Console.WriteLine($"{agents.Count} agents, each with {window} notifies under way:");
            await Task.WhenAll(agents.Select(a => a.FillAsync(window)));
            await Task.Delay(TimeSpan.FromSeconds(arguments.Number("--warm", 15)));
            var rounds = new List<(double PerSecond, double? Cpu)>();
            for (var i = 0; i < arguments.Number("--rounds", 3); i++)
            {
                rounds.Add(await MeasureAsync(agents, TimeSpan.FromSeconds(arguments.Number("--seconds", 10)), processId));
                Console.WriteLine($"  round {i + 1}: {Line(rounds[^1])}");
            }

            Console.WriteLine($"  best:    {Line((rounds.Max(r => r.PerSecond), rounds.Min(r => r.Cpu)))}");
            var idle = agents.Count(a => a.Acknowledged <= 1);
            Console.WriteLine($"  {idle} agents were never answered");
            return idle == 0 ? 0 : 1;
        }
        finally
        {
            agents.ForEach(a => a.Dispose());
        }
    }

    private static async Task<(double PerSecond, double? Cpu)> MeasureAsync(List<UspLoadAgent> agents, TimeSpan time, int processId)
    {
        var begin = agents.Sum(a => a.Acknowledged);
        var cpu = processId > 0 ? new CpuMeter(processId) : null;
        var clock = Stopwatch.StartNew();
        await Task.Delay(time);
        var count = agents.Sum(a => a.Acknowledged) - begin;
        return (count / clock.Elapsed.TotalSeconds, cpu?.Spent.TotalMilliseconds / Math.Max(1, count));
    }

    private static string Line((double PerSecond, double? Cpu) round) =>
        $"{round.PerSecond,7:F0} notifies/s acknowledged{(round.Cpu is { } cpu ? $", {cpu:F3} ms server CPU per notify" : "")}";
}
