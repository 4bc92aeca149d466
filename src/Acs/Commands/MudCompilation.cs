using System.Net;
using Provisioning.Firewall;
using Provisioning.Firewall.Proof;
using Provisioning.Mud;
using Provisioning.Mud.Composition;
using Provisioning.Mud.Model;

namespace Acs.Commands;

/// <summary>One file, parsed and compiled as the options say; shared by the command line and the API.</summary>
internal sealed record MudCompilation(MudReport Report, FirewallPolicy? Policy)
{
    /// <summary>What it was compiled from; null with <see cref="Policy"/>.</summary>
    public CompileInput? Input { get; private init; }

    public static async Task<MudCompilation> RunAsync(string file, ReadOnlyMemory<byte> content, MudOptions options, CancellationToken cancellationToken)
    {
        var parsed = MudParser.Parse(content);
        if (parsed.File is not { } mud)
        {
            return new(Refused(file, options, parsed.Diagnostics), null);
        }

        var (profile, community, refusal) = await ProfileAsync(mud, options, cancellationToken);
        if (refusal is not null)
        {
            return new(Refused(file, options, refusal), null);
        }

        var wanted = NamesOf(mud).Concat(profile is null ? [] : NamesOf(profile)).Concat(options.Entries.Select(e => e.Peer).OfType<PolicyPeer.Name>().Select(n => n.Value))
            .Distinct(StringComparer.Ordinal).Where(n => !options.Names.ContainsKey(n)).ToList();
        var names = new Dictionary<string, IReadOnlyList<IPAddress>>(options.Names, StringComparer.Ordinal);
        foreach (var (name, addresses) in await MudNameLookup.ResolveAsync(wanted, cancellationToken))
        {
            names[name] = addresses;
        }

        var input = new CompileInput(
            mud, options.HostMac, options.HostAddresses, options.Lan, names, options.Controllers, options.Peers, options.Dialect, options.Strict)
        {
            Entries = options.Entries, Community = profile, CommunityName = profile is null ? null : Path.GetFileName(options.Community),
        };
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
                Proof = options.Prove ? MudProofReport.Of(FirewallProof.Of(new ProofSubject(input, content, community), policy, ProofLimits.Default, TimeProvider.System)) : null,
            },
            policy)
        {
            Input = input,
        };
    }

    /// <summary>The profile speaks of the same model as the file, whatever URL it was taken from.</summary>
    private static async Task<(MudFile? Profile, ReadOnlyMemory<byte>? Content, IReadOnlyList<MudDiagnostic>? Refusal)> ProfileAsync(
        MudFile mud, MudOptions options, CancellationToken cancellationToken)
    {
        if (options.Community is not { } path)
        {
            return default;
        }

        var (content, wrong) = await MudFiles.ReadAsync(path, cancellationToken);
        if (content is null)
        {
            return (null, null, [MudFiles.Unreadable(wrong!)]);
        }

        var parsed = MudParser.Parse(content);
        return parsed.File is { } profile ? (profile with { MudUrl = mud.MudUrl }, content, null) : (null, null, parsed.Diagnostics);
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
