using System.Diagnostics;
using System.Globalization;
using Acs.Hosting;
using Benchmarks.Cwmp;
using Benchmarks.Hosting;

namespace Benchmarks.Memory;

/// <summary>
/// <c>memory</c>: one gateway is introduced through the real interface, its rows are copied for the others, the server is
/// started anew, and then every gateway comes once, from another process. The server runs in this one, so that its heap can be
/// collected before it is weighed.
/// </summary>
internal static class MemoryCommand
{
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var devices = arguments.Number("--devices", 100_000);
        var data = Directory.CreateTempSubdirectory("acs-memory-").FullName;
        try
        {
            await using (var server = await StartAsync(data))
            {
                var one = new CwmpLoadOptions(1, 1, TimeSpan.Zero, 0, KeepAlive: true, Changing: false);
                var first = await new CwmpLoad(server.Addresses.Cwmp, one).IntroduceAsync();
                await KnownGateways.CopyFirstAsync(server.Services, devices);
                Console.WriteLine($"{devices} gateways like the first, which had {first.Asked} requests; database {Mebibytes(new FileInfo(Path.Combine(data, "acs.db")).Length)} MiB");
                await server.StopAsync();
            }

            return await WeighAsync(data, devices) ? 0 : 1;
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task<bool> WeighAsync(string data, int devices)
    {
        await using var server = await StartAsync(data);
        var half = devices / 2;
        Print("started anew, none has come", out _);
        var good = await ContactAsync(server.Addresses.Cwmp, 0, half);
        Print($"{half} have come", out var middle);
        good &= await ContactAsync(server.Addresses.Cwmp, half, devices - half);
        Print($"{devices} have come", out var end);
        // The cache of decoded documents has a fixed size and is full by now: what grows is what each known gateway costs.
        Console.WriteLine($"bytes for each known gateway, by the second half: {(end - middle) / (double)(devices - half):F0}");
        good &= await ContactAsync(server.Addresses.Cwmp, 0, devices);
        Print("all have come again", out _);
        await server.StopAsync();
        return good;
    }

    private static Task<AcsServer> StartAsync(string data) => AcsServer.StartAsync([], AcsSettings.For(data, [0, 0, 0, ServerProcess.FreePort()]));

    private static async Task<bool> ContactAsync(Uri url, int first, int count)
    {
        var clock = Stopwatch.StartNew();
        using var generator = Process.Start("dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Benchmarks.dll"), ContactsCommand.Name, "--url", url.ToString(), "--first", $"{first}", "--devices", $"{count}"]);
        await generator.WaitForExitAsync();
        Console.WriteLine($"  in {clock.Elapsed.TotalSeconds:F0} s");
        return generator.ExitCode == 0;
    }

    /// <param name="live">Bytes on the heap after a full collection.</param>
    private static void Print(string when, out long live)
    {
        var before = Resident();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        live = GC.GetTotalMemory(forceFullCollection: true);
        Console.WriteLine($"{when,-32} RSS {Mebibytes(before),5} MiB as it runs, {Mebibytes(Resident()),5} MiB after a collection, {Mebibytes(live),4} MiB of them on the heap");
    }

    private static long Resident()
    {
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64;
    }

    private static string Mebibytes(long bytes) => (bytes / 1024 / 1024).ToString(CultureInfo.InvariantCulture);
}
