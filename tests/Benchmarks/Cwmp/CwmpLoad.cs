using System.Diagnostics;
using System.Net.Sockets;
using Benchmarks.Hosting;

namespace Benchmarks.Cwmp;

/// <summary>Drives one address with the sessions of many gateways; each worker has its own share of them, so that none has two sessions at once.</summary>
internal sealed class CwmpLoad(Uri url, CwmpLoadOptions options)
{
    /// <summary>A first contact asks a few times; a server that never ends a session must not hang the generator.</summary>
    private const int MaxRequests = 200;

    private int _value;

    /// <summary>Every device comes, answering whatever it is asked, again and again until none is asked anything any more.</summary>
    public async Task<Tally> IntroduceAsync()
    {
        var whole = await ContactAsync("0 BOOTSTRAP");
        for (var pass = 0; pass < 10; pass++)
        {
            if (await ContactAsync("2 PERIODIC") is { Asked: 0, HasErrors: false })
            {
                return whole;
            }

            // What first contacts set going behind the sessions (the firewall's compilation) settles.
            await Task.Delay(TimeSpan.FromSeconds(2));
        }

        whole.Error("devices that are still asked after ten contacts");
        return whole;
    }

    /// <summary>Every device comes once, answering whatever it is asked.</summary>
    public async Task<Tally> ContactAsync(string code)
    {
        var tally = new Tally();
        await WorkersAsync((worker, http) => ContactAsync(worker, http, code, tally));
        return tally;
    }

    /// <summary>One round of steady sessions. Whatever is not 200 and 204 is an error.</summary>
    /// <param name="processId">The server, or 0 where its CPU time is not to be had.</param>
    public async Task<CwmpRound> MeasureAsync(int processId)
    {
        var tally = new Tally();
        var cpu = processId > 0 ? new CpuMeter(processId) : null;
        var clock = Stopwatch.StartNew();
        await WorkersAsync((worker, http) => SteadyAsync(worker, http, clock, tally));
        clock.Stop();
        return new CwmpRound(tally, clock.Elapsed, cpu?.Spent);
    }

    private Task WorkersAsync(Func<int, RawHttp, Task> work) => Task.WhenAll(Enumerable.Range(0, options.Connections).Select(worker => Task.Run(async () =>
    {
        using var http = new RawHttp(url);
        await work(worker, http);
    })));

    private async Task ContactAsync(int worker, RawHttp http, string code, Tally tally)
    {
        var inform = new InformTemplate(code);
        for (var device = worker; device < options.Devices; device += options.Connections)
        {
            await SessionAsync(http, inform.For(options.First + device), isKnown: false, tally);
        }
    }

    private async Task SteadyAsync(int worker, RawHttp http, Stopwatch clock, Tally tally)
    {
        var inform = new InformTemplate(options.Changing ? "4 VALUE CHANGE" : "2 PERIODIC");
        for (var device = worker; clock.Elapsed < options.Time; device = device + options.Connections < options.Devices ? device + options.Connections : worker)
        {
            var body = inform.For(options.First + device, options.Changing ? Interlocked.Increment(ref _value) : 0);
            await (options.Malformed ? RefusedAsync(http, body[..^20], tally) : SessionAsync(http, body, isKnown: true, tally));
        }
    }

    private async Task RefusedAsync(RawHttp http, ReadOnlyMemory<byte> body, Tally tally)
    {
        if (await http.PostAsync(body) is not 400 and var status)
        {
            tally.Error($"{status} for half an Inform");
        }

        tally.Session(0);
        http.EndSession(options.KeepAlive);
    }

    private async Task SessionAsync(RawHttp http, ReadOnlyMemory<byte> inform, bool isKnown, Tally tally)
    {
        try
        {
            var asked = 0;
            var status = await http.PostAsync(inform);
            if (status == 200)
            {
                status = await http.PostAsync(ReadOnlyMemory<byte>.Empty);
                for (; status == 200 && asked < MaxRequests; asked++)
                {
                    var (method, answer) = LoadGateway.Answer(http.Body);
                    if (isKnown)
                    {
                        tally.Error($"{method} for a known gateway");
                    }

                    status = await http.PostAsync(answer);
                }

                if (status == 204)
                {
                    tally.Session(asked);
                }
                else
                {
                    tally.Error($"{status} in the session");
                }
            }
            else
            {
                tally.Error($"{status} for the Inform");
            }
        }
        catch (SocketException e)
        {
            http.Dispose();
            tally.Error(e.SocketErrorCode.ToString());
        }

        http.EndSession(options.KeepAlive);
    }
}
