using Benchmarks.Hosting;

namespace Benchmarks.Cwmp;

/// <summary><c>floor</c>: the product and the bare endpoint in turns, under the same load, with a connection per session and kept alive.</summary>
internal static class FloorCommand
{
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var options = CwmpLoadOptions.From(arguments) with { Changing = false };
        await using var acs = await ServerProcess.StartAcsAsync();
        var good = await CwmpCommand.IntroduceAsync(new CwmpLoad(acs.Cwmp, options), acs.Id);
        using var http = new RawHttp(acs.Cwmp);
        await http.PostAsync(new InformTemplate("2 PERIODIC").For(0));
        await using var floor = await ServerProcess.StartFloorAsync(http.Body);

        foreach (var keepAlive in (bool[])[false, true])
        {
            var (ours, bare) = (new List<CwmpRound>(), new List<CwmpRound>());
            var mode = options with { KeepAlive = keepAlive };
            Console.WriteLine($"{mode}:");
            // In turns, so that what else happens on the machine hits both; the first of each only warms up.
            for (var i = 0; i <= options.Rounds; i++)
            {
                bare.Add(await new CwmpLoad(floor.Cwmp, mode).MeasureAsync(floor.Id));
                ours.Add(await new CwmpLoad(acs.Cwmp, mode).MeasureAsync(acs.Id));
                Console.WriteLine($"  {(i == 0 ? "warm-up" : $"round {i}")}: floor {bare[^1]}\n           acs   {ours[^1]}");
            }

            good &= !ours.Concat(bare).Any(r => r.Tally.HasErrors);
            Console.WriteLine($"  best:    floor {CwmpRound.Best(bare)}\n           acs   {CwmpRound.Best(ours)}");
            Console.WriteLine($"           acs reaches {ours.Max(r => r.PerSecond) / bare.Max(r => r.PerSecond):P0} of the floor");
        }

        return good ? 0 : 1;
    }
}
