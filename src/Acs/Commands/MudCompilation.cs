using System.Net;
using Provisioning.Firewall;
using Provisioning.Firewall.Proof;
using Provisioning.Mud;
using Provisioning.Mud.Model;

namespace Acs.Commands;

/// <summary>One file, parsed and compiled as the options say; shared by the command line and the API.</summary>
internal sealed record MudCompilation(MudReport Report, FirewallPolicy? Policy)
{
    public static async Task<MudCompilation> RunAsync(string file, ReadOnlyMemory<byte> content, MudOptions options, CancellationToken cancellationToken)
    {
        var parsed = MudParser.Parse(content);
        if (parsed.File is not { } mud)
        {
            return new(Refused(file, options, parsed.Diagnostics), null);
        }

        var wanted = NamesOf(mud).Where(n => !options.Names.ContainsKey(n)).ToList();
        var names = new Dictionary<string, IReadOnlyList<IPAddress>>(options.Names, StringComparer.Ordinal);
        foreach (var (name, addresses) in await MudNameLookup.ResolveAsync(wanted, cancellationToken))
        {
            names[name] = addresses;
        }

        var input = new CompileInput(
            mud, options.HostMac, options.HostAddresses, options.Lan, names, options.Controllers, options.Peers, options.Dialect, options.Strict);
        var policy = FirewallCompiler.Compile(input);
        List<MudDiagnostic> diagnostics = [.. parsed.Diagnostics, .. FirewallCompiler.Explain(input)];
        if (options.AddressAssumed)
        {
            diagnostics.Add(new(MudSeverity.Info, "MUD0905", "$", 0, $"No --host-ip: {MudOptions.DefaultAddress} stands in."));
        }

        return new(
            new MudReport(
                file,
                mud.MudUrl,
                parsed.Outcome == MudParseOutcome.Compiled ? "compiled" : "lenient",
                [.. diagnostics.Select(Printed)],
                FirewallDialects.NameOf(options.Dialect),
                Tr181Printer.CountRules(policy),
                Tr181Printer.Print(policy),
                policy.Approximations)
            {
                Proof = options.Prove ? MudProofReport.Of(FirewallProof.Of(new ProofSubject(input, content), policy, ProofLimits.Default, TimeProvider.System)) : null,
            },
            policy);
    }

    public static MudReport Refused(string file, MudOptions options, IEnumerable<MudDiagnostic> diagnostics) =>
        new(file, null, "refused", [.. diagnostics.Select(Printed)], FirewallDialects.NameOf(options.Dialect), 0, [], []);

    private static IEnumerable<string> NamesOf(MudFile file) =>
        file.FromDevice.Concat(file.ToDevice).SelectMany(acl => acl.Aces)
            .SelectMany(ace => (string?[])[ace.Match.SourceName, ace.Match.DestinationName])
            .OfType<string>().Select(n => n.TrimEnd('.').ToLowerInvariant()).Distinct(StringComparer.Ordinal);

    private static MudReportDiagnostic Printed(MudDiagnostic diagnostic) => new(
        diagnostic.Severity switch { MudSeverity.Error => "error", MudSeverity.Warning => "warning", _ => "info" },
        diagnostic.Code, diagnostic.Path, diagnostic.Line, diagnostic.Text, diagnostic.Repair);
}
