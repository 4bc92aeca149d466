namespace Provisioning.DesiredState;

/// <summary>The layers of desired state, weakest first: for the same path a later layer wins.</summary>
public static class Layer
{
    public const string Management = "management";

    /// <summary>Whether the gateway keeps CWMP beside USP. Carried out over USP only: what switches a protocol off is not what it speaks.</summary>
    public const string Migration = "migration";
    public const string Profile = "profile";
    public const string BulkData = "bulkdata";
    public const string Firewall = "firewall";
    public const string Firmware = "firmware";
    public const string Override = "override";

    public static IReadOnlyList<string> InOrder { get; } = [Management, Migration, Profile, BulkData, Firewall, Firmware, Override];
}
