using Provisioning.Devices;
using Provisioning.Storage.Rows;

namespace Provisioning.Firewall;

/// <summary>One home as it is now: its hosts, what its gateway reports, and its hosts' policies, each composed when it is first asked for.</summary>
public sealed class HomePolicies(IReadOnlyList<HostRow> hosts, ReportedParameters reported, Func<HostRow, HostPolicy> compose)
{
    private readonly Dictionary<string, HostPolicy> _composed = new(StringComparer.Ordinal);

    public IReadOnlyList<HostRow> Hosts => hosts;

    public ReportedParameters Reported => reported;

    public HostPolicy Of(HostRow host)
    {
        if (!_composed.TryGetValue(host.Mac, out var policy))
        {
            _composed[host.Mac] = policy = compose(host);
        }

        return policy;
    }
}
