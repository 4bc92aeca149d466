using System.Globalization;
using System.Text.Json;
using Provisioning.Firewall;
using Provisioning.Firewall.Evaluation;

namespace Acs.Commands;

/// <summary>Says what becomes of one packet, and which file, ACE and layer says so. Asks the printed rules, not the compiler.</summary>
internal static class MudExplain
{
    public static async Task<int> RunAsync(MudOptions options, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        if (!MudPacket.TryParse(options.Packet!, out var asked, out var wrong))
        {
            await error.WriteLineAsync($"--packet: {wrong}");
            return 2;
        }

        var packets = await asked.ResolveAsync(options, cancellationToken);
        if (packets.Count == 0)
        {
            await error.WriteLineAsync("--packet: its ends have no addresses of one IP version");
            return 2;
        }

        var answers = new List<object>();
        var refused = false;
        foreach (var file in options.Files)
        {
            var compiled = await MudFiles.CompileAsync(file, options, cancellationToken);
            var (report, policy) = compiled;
            await MudCommand.WriteDiagnosticsAsync(report, error);
            refused |= policy is null;
            foreach (var packet in policy is null ? [] : packets)
            {
                var (verdict, rule) = Decide(policy!, report, packet);
                var because = Because(rule, packet, compiled.Input!);
                var words = verdict.Accepted switch { true => "passes", false => "is dropped", null => "is not decided" };
                answers.Add(new
                {
                    file,
                    source = packet.Source.ToString(),
                    destination = packet.Destination.ToString(),
                    verdict = verdict.Accepted switch { true => "accept", false => "drop", null => "undecided" },
                    rules = verdict.Trail.Select(p => p.TrimEnd('.')),
                    description = rule?.Description,
                    because,
                });
                if (!options.Json)
                {
                    await output.WriteLineAsync($"{file}: {Describe(packet)} {words}");
                    foreach (var line in Reasons(verdict, rule, because))
                    {
                        await output.WriteLineAsync("  " + line);
                    }
                }
            }
        }

        if (options.Json)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(answers, MudJson.Options));
        }

        return refused ? 1 : 0;
    }

    private static (Verdict Verdict, FirewallRule? Rule) Decide(FirewallPolicy policy, MudReport report, Packet packet)
    {
        var verdict = new FirewallEvaluator(report.Parameters).Decide(packet);
        return (verdict, verdict is { Accepted: not null, Trail: [.., var last] } ? RuleAt(policy, last) : null);
    }

    /// <summary>Behind the drop of what nobody lets through may stand a profile that leaves out what the maker allows.</summary>
    private static IReadOnlyList<Because> Because(FirewallRule? rule, Packet packet, CompileInput input)
    {
        if (rule is null || input.Community is null || rule.Because is not [{ Layer: "default", Ace: "drop" }])
        {
            return rule?.Because ?? [];
        }

        var from = packet.FromLan;
        var (own, peer) = from ? (packet.Source, packet.Destination) : (packet.Destination, packet.Source);
        var (ownPort, peerPort) = from ? (packet.SourcePort, packet.DestinationPort) : (packet.DestinationPort, packet.SourcePort);
        var decision = ComposedPolicy.Of(input).Decide(new FirstPacket(from, packet.Protocol, own, Math.Max(ownPort, 0), peer, Math.Max(peerPort, 0)));
        return decision.Because.Count > 0 ? decision.Because : rule.Because;
    }

    /// <summary>Print numbers chains and rules as the policy lists them.</summary>
    private static FirewallRule RuleAt(FirewallPolicy policy, string path)
    {
        var numbers = path.Split('.').Where(s => s.Length > 0 && s.All(char.IsAsciiDigit)).Select(s => int.Parse(s, CultureInfo.InvariantCulture)).ToList();
        return policy.Chains[numbers[0] - 1].Rules[numbers[1] - 1];
    }

    private static IEnumerable<string> Reasons(Verdict verdict, FirewallRule? rule, IReadOnlyList<Because> reasons)
    {
        if (rule is null)
        {
            yield return "no rule holds for it: it is not a packet of this host, and the gateway's own rules decide";
            yield break;
        }

        yield return $"rule: {verdict.Trail[^1].TrimEnd('.')} ({rule.Target}): {rule.Description}";
        foreach (var because in reasons)
        {
            yield return $"layer: {because.Layer}{(because.File is null ? "" : $", file: {because.File}")}{(because.Ace is null ? "" : $", entry: {because.Ace}")}";
        }
    }

    private static string Describe(Packet packet)
    {
        return string.Create(CultureInfo.InvariantCulture, $"protocol {packet.Protocol} {End(packet.Source, packet.SourcePort)} > {End(packet.Destination, packet.DestinationPort)} {packet.State}");

        static string End(System.Net.IPAddress address, int port) =>
            port < 0 ? address.ToString() : new System.Net.IPEndPoint(address, port).ToString();
    }
}
