using System.Globalization;
using System.Text.Json;

namespace Acs.Commands;

/// <summary><c>acs mud compile</c>, <c>acs mud diff</c> and <c>acs mud explain</c>. Exit codes: 0 all files compiled, 1 some did not, 2 usage.</summary>
public static class MudCommand
{
    private const string Usage = """
        acs mud compile FILE... [options]     compile MUD files to TR-181 firewall parameters
        acs mud diff OLD NEW [--json]         what NEW lets through that OLD did not, and the other way round; exit 1 where they differ
        acs mud explain FILE... --packet "tcp 192.168.1.20:5000 > example.com:443" [options]

          --dialect D               tr181-2.18 (default), tr181-2.16, tr181-2.2, flat
          --mode exact|strict       strict: an entry that only mirrors another does not open flows
          --host-mac M              the host; without --host-mac and --host-ip 00:00:5e:00:53:14, 192.168.1.20
          --host-ip A               once per IP version
          --lan PREFIX              repeatable, default 192.168.1.0/24
          --controller CLASS=A,...  a controller class, or 'my' for my-controller
          --peer MUDURL=A,...       another host on the LAN
          --resolve NAME=A,...      fixes a name (without addresses it does not resolve), or @file of lines 'name addr...'
          --isp ENTRY               the ISP's baseline, repeatable: 'allow|block to|from PEER [PROTOCOL [PORT[-PORT]]]'; PEER is any, local, an address, a prefix or a name
          --subscriber ENTRY        the subscriber's choices, likewise
          --community FILE          a community profile: what it does not let through does not pass
          --packet P                explain: PROTOCOL SOURCE[:PORT] > DESTINATION[:PORT] [NEW|ESTABLISHED|RELATED|INVALID]
          --prove                   compile: hold the rules against the file by a second reading of it; exit 1 where they differ unnamed
          --json                    machine-readable
        """;

    /// <param name="args">What follows <c>mud</c>: <c>compile</c>, <c>diff</c> or <c>explain</c> first.</param>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var options = new MudOptions();
        var verb = args.Length > 0 ? args[0] : "";
        if (verb is "--help" or "-h" or "help")
        {
            await output.WriteLineAsync(Usage);
            return 0;
        }

        var wrong = verb is "compile" or "explain" or "diff" ? Read(args, options) : verb.Length == 0 ? "mud: compile, diff or explain?" : $"mud: no such command '{verb}'";
        wrong ??= verb == "diff" && options.Files.Count != 2 ? "mud diff: name two files" : null;
        wrong ??= verb == "explain" && options.Packet is null ? "--packet: explain needs one" : null;
        if (wrong is not null)
        {
            await error.WriteLineAsync(wrong);
            await error.WriteLineAsync(Usage);
            return 2;
        }

        options.Complete();
        if (verb == "diff")
        {
            return await MudDiff.RunAsync(options, output, error, cancellationToken);
        }

        if (verb == "explain")
        {
            return await MudExplain.RunAsync(options, output, error, cancellationToken);
        }

        var reports = new List<MudReport>();
        foreach (var file in options.Files)
        {
            var report = (await MudFiles.CompileAsync(file, options, cancellationToken)).Report;
            reports.Add(report);
            await WriteDiagnosticsAsync(report, error);
        }

        if (options.Json)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(reports, MudJson.Options));
        }
        else
        {
            await WriteTextAsync(reports, output);
        }

        return reports.TrueForAll(r => r.Outcome != "refused" && r.Proof?.Outcome != "different") ? 0 : 1;
    }

    /// <summary><c>file:line: severity code at path: text</c>, as compilers write them.</summary>
    internal static async Task WriteDiagnosticsAsync(MudReport report, TextWriter error)
    {
        foreach (var d in report.Diagnostics)
        {
            var line = d.Line > 0 ? string.Create(CultureInfo.InvariantCulture, $":{d.Line}") : "";
            var repair = d.Repair is null ? "" : $" (repair: {d.Repair})";
            await error.WriteLineAsync($"{report.File}{line}: {d.Severity} {d.Code} at {d.Path}: {d.Text}{repair}");
        }

        foreach (var a in report.Approximations)
        {
            await error.WriteLineAsync($"{report.File}: approximation {a.Ace}: {a.Why} ({(a.Kind == "over" ? "blocks more" : "lets more through")})");
        }
    }

    private static async Task WriteTextAsync(List<MudReport> reports, TextWriter output)
    {
        foreach (var report in reports)
        {
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"# {report.File}: {report.Outcome}, {report.Dialect}, {report.Rules} rules, {report.MudUrl}"));
            foreach (var line in report.Proof is { } proof ? proof.Witnesses.Prepend(proof.Text) : [])
            {
                await output.WriteLineAsync($"# {line}");
            }

            foreach (var parameter in report.Parameters)
            {
                await output.WriteLineAsync($"{parameter.Path}={parameter.Value}");
            }
        }
    }

    private static string? Read(string[] args, MudOptions options)
    {
        for (var i = 1; i < args.Length; i++)
        {
            if (args[i] == "--json")
            {
                options.Json = true;
            }
            else if (args[i] == "--prove")
            {
                options.Prove = true;
            }
            else if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                options.Files.Add(args[i]);
            }
            else if (ReadOption(args, ref i, options) is { } wrong)
            {
                return wrong;
            }
        }

        return options.Files.Count == 0 ? "mud: no file is named" : null;
    }

    /// <summary><c>--name value</c> or <c>--name=value</c>.</summary>
    private static string? ReadOption(string[] args, ref int i, MudOptions options)
    {
        var name = args[i][2..];
        var equals = name.IndexOf('=', StringComparison.Ordinal);
        if (equals >= 0)
        {
            return MudOptionReader.Set(options, name[..equals], name[(equals + 1)..], filesAllowed: true);
        }

        return ++i < args.Length ? MudOptionReader.Set(options, name, args[i], filesAllowed: true) : $"--{name}: its value is missing";
    }
}
