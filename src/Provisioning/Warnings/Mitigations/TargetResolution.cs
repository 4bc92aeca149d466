using System.Net;
using Provisioning.Mud;
using Provisioning.Mud.Model;
using Provisioning.Mud.Names;

namespace Provisioning.Warnings.Mitigations;

/// <summary>Addresses of targets that a request names by name or URI (RFC 9132 §4.4.1): a gateway's rule holds addresses. Asked when the request comes; a refresh asks again.</summary>
public sealed class TargetResolution
{
    private const int MostNames = 16;

    private readonly NameLookup _names;

    internal TargetResolution(NameLookup names) => _names = names;

    /// <returns>The scope with addresses only, or what is wrong.</returns>
    public async Task<(MitigationScope Scope, string? Wrong)> ResolveAsync(MitigationScope scope, CancellationToken cancellationToken)
    {
        var uris = scope.Uris.Select(u => Uri.TryCreate(u, UriKind.Absolute, out var uri) && u.Contains("://", StringComparison.Ordinal) && uri.IdnHost.Length > 0 ? uri : null).ToList();
        if (uris.IndexOf(null) is >= 0 and var broken)
        {
            return (scope, $"target-uri: {Shown(scope.Uris[broken])} is no URI with a host");
        }

        var names = scope.Fqdns.Select(n => n.TrimEnd('.')).Concat(uris.Select(u => u!.IdnHost.Trim('[', ']'))).Select(n => n.ToLowerInvariant()).Distinct(StringComparer.Ordinal).ToList();
        if (names.Count > MostNames)
        {
            return (scope, $"target-fqdn and target-uri: {names.Count} names; at most {MostNames} are resolved");
        }

        // At once: a session with its heartbeats waits for it.
        var answers = await Task.WhenAll(names.Select(n => AddressesAsync(n, cancellationToken)));
        if (answers.Select(a => a.Wrong).FirstOrDefault(w => w is not null) is { } wrong)
        {
            return (scope, wrong);
        }

        var targets = scope.Targets.Concat(answers.SelectMany(a => a.Addresses).Select(a => new IPNetwork(a, a.GetAddressBytes().Length * 8)));
        return (scope with { Targets = [.. targets.Distinct()], TargetPorts = Ports(scope, uris), Fqdns = [], Uris = [] }, null);
    }

    private async Task<(IReadOnlyList<IPAddress> Addresses, string? Wrong)> AddressesAsync(string name, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(name, out var literal))
        {
            return ([literal.IsIPv4MappedToIPv6 ? literal.MapToIPv4() : literal], null);
        }

        if (!DnsNames.TryNormalise(name, out _))
        {
            return ([], $"target-fqdn: {Shown(name)} is no DNS name");
        }

        var answer = await _names.FindAsync(name, cancellationToken);
        return answer.Addresses.Count == 0 ? ([], $"target-fqdn: {Shown(name)} has no address here{(answer.Failure is null ? "" : ": the resolver does not answer")}") : (answer.Addresses, null);
    }

    /// <summary>Where URIs alone say what is attacked, they say at which ports, too: a mitigation is as small as the request lets it be.</summary>
    private static IReadOnlyList<PortRange> Ports(MitigationScope scope, List<Uri?> uris) =>
        scope.TargetPorts.Count > 0 || scope.Targets.Count + scope.Fqdns.Count > 0 || uris.Count == 0 || uris.Exists(u => u!.Port <= 0) ? scope.TargetPorts
            : [.. uris.Select(u => (ushort)u!.Port).Distinct().Select(p => new PortRange(p, p))];

    private static string Shown(string text) => new([.. text.Where(c => !char.IsControl(c)).Take(60)]);
}
