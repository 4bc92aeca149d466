using Provisioning.Devices;

namespace Provisioning;

/// <summary><c>Acs:Migration</c>: gateways that go from CWMP to USP.</summary>
public sealed class MigrationOptions
{
    /// <summary><c>Acs:Migration:OtherProtocol</c>.</summary>
    public OtherProtocolPolicy OtherProtocol { get; set; }
}
