using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Provisioning.Firewall;
using Provisioning.Mud;
using Provisioning.Mud.Model;

namespace Benchmarks.Mud;

/// <summary><c>mud FOLDER</c>: from bytes to the printed parameters of a gateway, in process; a table of medians.</summary>
internal static class MudCommand
{
    private static readonly IPAddress[] _host = [IPAddress.Parse("192.168.1.20"), IPAddress.Parse("2001:db8:1::20")];
    private static readonly IPAddress[] _controller = [IPAddress.Parse("192.168.1.2")];

    public static int Run(Arguments arguments)
    {
        var folder = arguments.Subject("a folder");
        var repeats = arguments.Number("--repeats", 15);
        var files = Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(f => (Name: Path.GetFileName(f), Bytes: File.ReadAllBytes(f))).ToList();
        if (files.Count == 0)
        {
            throw new UsageException($"No *.json in {folder}.");
        }

        // Once through everything, so that what is measured is compiled code.
        foreach (var (_, bytes) in files.Concat(files))
        {
            foreach (var dialect in FirewallDialects.Names)
            {
                Compile(bytes, dialect);
            }
        }

        Print(files);
        Console.WriteLine($"median of {repeats}, microseconds from bytes to printed parameters; rules in brackets");
        Console.WriteLine($"{"file",-52} {"KiB",6} {"outcome",-9} {string.Join(' ', FirewallDialects.Names.Select(d => $"{d,16}"))}");
        foreach (var (name, bytes) in files)
        {
            var outcome = MudParser.Parse(bytes).Outcome;
            var cells = FirewallDialects.Names.Select(d => $"{Cell(bytes, d, repeats),16}");
            Console.WriteLine($"{name,-52} {bytes.Length / 1024.0,6:F1} {outcome.ToString().ToLowerInvariant(),-9} {string.Join(' ', cells)}");
        }

        Hosts(files, arguments.Number("--hosts", 10_000));
        return 0;
    }

    /// <summary>Outcomes, and what the rules come to beside a straightforward compilation.</summary>
    private static void Print(List<(string Name, byte[] Bytes)> files)
    {
        var outcomes = files.Select(f => MudParser.Parse(f.Bytes).Outcome).CountBy(o => o).OrderBy(o => o.Key).Select(o => $"{o.Value} {o.Key.ToString().ToLowerInvariant()}");
        Console.WriteLine($"{files.Count} files: {string.Join(", ", outcomes)}");
        Console.WriteLine($"{"dialect",-12} {"rules",7} {"straight",9} {"share",6} {"median",7} {"straight",9} {"sets",5}");
        foreach (var dialect in FirewallDialects.Names)
        {
            var counts = files.Select(f => (MudParser.Parse(f.Bytes).File, Policy: PolicyOf(f.Bytes, dialect))).Where(f => f.Policy is not null)
                .Select(f => (Rules: Tr181Printer.CountRules(f.Policy!), Straight: StraightCompilation.CountRules(f.File!, f.Policy!, Names(f.File!)), Sets: f.Policy!.Sets.Count)).ToList();
            var (rules, straight) = (counts.Sum(c => c.Rules), counts.Sum(c => c.Straight));
            Console.WriteLine(
                $"{dialect,-12} {rules,7} {straight,9} {(double)rules / straight,6:P0} {Median(counts.Select(c => c.Rules)),7} {Median(counts.Select(c => c.Straight)),9} {counts.Sum(c => c.Sets),5}");
        }
    }

    private static int Median(IEnumerable<int> numbers) => numbers.Order().ToList() is { Count: > 0 } sorted ? sorted[sorted.Count / 2] : 0;

    private static void Hosts(List<(string Name, byte[] Bytes)> files, int hosts)
    {
        foreach (var dialect in FirewallDialects.Names)
        {
            var begin = Stopwatch.GetTimestamp();
            for (var i = 0; i < hosts; i++)
            {
                Compile(files[i % files.Count].Bytes, dialect);
            }

            Console.WriteLine($"{hosts} hosts, {dialect}: {Stopwatch.GetElapsedTime(begin).TotalSeconds:F1} s on one thread, parsed and printed each time");
        }
    }

    private static string Cell(byte[] bytes, string dialect, int repeats)
    {
        var times = new double[repeats];
        var rules = 0;
        for (var i = 0; i < repeats; i++)
        {
            var begin = Stopwatch.GetTimestamp();
            rules = Compile(bytes, dialect);
            times[i] = Stopwatch.GetElapsedTime(begin).TotalMicroseconds;
        }

        Array.Sort(times);
        return rules < 0 ? $"{times[repeats / 2]:F0} (-)" : $"{times[repeats / 2]:F0} ({rules})";
    }

    /// <returns>The number of rules, or -1 where the file is refused.</returns>
    private static int Compile(byte[] bytes, string dialect)
    {
        if (PolicyOf(bytes, dialect) is not { } policy)
        {
            return -1;
        }

        GC.KeepAlive(Tr181Printer.Print(policy));
        return Tr181Printer.CountRules(policy);
    }

    private static FirewallPolicy? PolicyOf(byte[] bytes, string dialect)
    {
        if (MudParser.Parse(bytes).File is not { } file || !FirewallDialects.TryParse(dialect, out var parsed))
        {
            return null;
        }

        var names = Names(file);
        return FirewallCompiler.Compile(new CompileInput(
            file,
            "02:00:00:00:00:20",
            _host,
            [IPNetwork.Parse("192.168.1.0/24"), IPNetwork.Parse("2001:db8:1::/64")],
            names,
            new Dictionary<string, IReadOnlyList<IPAddress>>(StringComparer.Ordinal) { ["my"] = _controller },
            [],
            parsed,
            Strict: false));
    }

    /// <summary>Two addresses of each version for every name, made from the name: the same each time, and nobody is asked.</summary>
    private static Dictionary<string, IReadOnlyList<IPAddress>> Names(MudFile file)
    {
        var names = new Dictionary<string, IReadOnlyList<IPAddress>>(StringComparer.Ordinal);
        foreach (var ace in file.FromDevice.Concat(file.ToDevice).SelectMany(acl => acl.Aces))
        {
            foreach (var name in (string?[])[ace.Match.SourceName, ace.Match.DestinationName])
            {
                if (name is not null)
                {
                    names.TryAdd(name.TrimEnd('.').ToLowerInvariant(), Addresses(name));
                }
            }
        }

        return names;
    }

    private static IPAddress[] Addresses(string name)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(name));
        return
        [
            new([198, 51, 100, hash[0]]), new([203, 0, 113, hash[1]]),
            new([0x20, 0x01, 0x0d, 0xb8, .. hash.AsSpan(0, 12)]), new([0x20, 0x01, 0x0d, 0xb8, .. hash.AsSpan(12, 12)]),
        ];
    }
}
