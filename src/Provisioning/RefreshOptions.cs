namespace Provisioning;

/// <summary><c>Acs:Refresh</c>: how old what a gateway reported may grow before it is read again, at its next contact.</summary>
public sealed class RefreshOptions
{
    /// <summary><c>Acs:Refresh:Hosts</c>: LAN hosts and DHCP clients.</summary>
    public TimeSpan Hosts { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary><c>Acs:Refresh:Drift</c>: everything else that is declared; finds what somebody changed at the gateway.</summary>
    public TimeSpan Drift { get; set; } = TimeSpan.FromHours(24);
}
