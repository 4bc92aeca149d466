using System.Diagnostics;
using System.Globalization;
using System.Text;
using Acs.Cwmp.Soap;

namespace Benchmarks.Cwmp;

/// <summary>
/// What reading one body costs, good and malformed: a body that is no message must not cost more than one that is, or garbage is
/// the cheapest way to keep the server busy.
/// </summary>
internal static class EnvelopeCommand
{
    private const int Rounds = 5;

    public static int Run(Arguments arguments)
    {
        var seconds = arguments.Number("--seconds", 1);
        var good = LoadGateway.Inform("2 PERIODIC", "L0000001");
        var cases = Malformed(good).Prepend(("good Inform", good)).ToList();
        var most = 0.0;
        // All of it compiled and optimised before the first is timed.
        cases.ForEach(c => Microseconds(Encoding.UTF8.GetBytes(c.Item2), 0.3));
        foreach (var (name, text) in cases)
        {
            var body = Encoding.UTF8.GetBytes(text);
            var cost = Enumerable.Range(0, Rounds).Select(_ => Microseconds(body, seconds / (double)Rounds)).Min();
            var before = GC.GetAllocatedBytesForCurrentThread();
            var read = SoapReader.Read(body, null, out _) is not null;
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            most = name == "good Inform" ? cost : most;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-34} {body.Length,8} bytes {cost,9:F2} us {allocated,8} bytes allocated, {(read ? "read" : "refused"),-7} {cost / most,6:P0} of a good one"));
        }

        return 0;
    }

    private static double Microseconds(byte[] body, double seconds)
    {
        var watch = Stopwatch.StartNew();
        var count = 0;
        while (watch.Elapsed.TotalSeconds < seconds)
        {
            for (var i = 0; i < 16; i++, count++)
            {
                SoapReader.Read(body, null, out _);
            }
        }

        return watch.Elapsed.TotalMicroseconds / count;
    }

    /// <summary>Each as long as the good one or shorter, so that costs compare.</summary>
    private static IEnumerable<(string Name, string Text)> Malformed(string good)
    {
        yield return ("cut in the middle", good[..(good.Length / 2)]);
        yield return ("cut one byte before its end", good[..^1]);
        yield return ("a tag that is not closed", good.Replace("</DeviceId>", "", StringComparison.Ordinal));
        yield return ("an entity that nobody declared", good.Replace("<OUI>", "<OUI>&a;", StringComparison.Ordinal));
        yield return ("a DTD", "<!DOCTYPE a [<!ENTITY b \"b\">]>" + good[good.IndexOf('<', 1)..]);
        yield return ("no XML", new string('x', good.Length));
        yield return ("HTML", "<html><body>" + string.Concat(Enumerable.Repeat("<p>no", good.Length / 5)));
        yield return ("only open tags", string.Concat(Enumerable.Repeat("<a>", good.Length / 3)));
        yield return ("one long name", "<" + new string('a', good.Length));
        yield return ("many names", string.Concat(Enumerable.Range(0, good.Length / 8).Select(i => $"<a{i:D4}/>")));
        yield return ("another envelope", good.Replace("Envelope", "Envelop", StringComparison.Ordinal));
        yield return ("zeros", new string('\0', good.Length));
        yield return ("another method", good.Replace(":Inform>", ":Inforn>", StringComparison.Ordinal));
    }
}
