namespace Provisioning.Mud;

/// <summary>
/// Names of the leniencies. Class L keeps the meaning, D supplies a default, W chooses a meaning that an operator should
/// look at. What is in none of these classes is refused.
/// </summary>
public static class MudRepairs
{
    // L
    public const string ByteOrderMark = "byte-order-mark";
    public const string DraftAclsRoot = "draft-access-lists-root";
    public const string DraftAclName = "draft-acl-name";
    public const string DraftAclType = "draft-acl-type";
    public const string DraftPolicyAclType = "draft-policy-acl-type";
    public const string EntriesInPolicy = "entries-in-policy";
    public const string DraftEntries = "draft-access-list-entries";
    public const string DraftRuleName = "draft-rule-name";
    public const string DraftMatchContainer = "draft-match-container";
    public const string DraftPortPlace = "draft-port-place";
    public const string DraftMudMatchPlace = "draft-mud-match-place";
    public const string DnsNamePlace = "dnsname-place";
    public const string LowerPortAlone = "lower-port-alone";
    public const string OperatorWithRange = "operator-with-range";
    public const string RedundantPrefix = "redundant-module-prefix";
    public const string MissingPrefix = "missing-module-prefix";
    public const string YangPrefix = "yang-prefix-as-module";
    public const string EthernetAclType = "ethernet-acl-type";
    public const string EthernetInIpAcl = "ethernet-in-ip-acl";
    public const string EthertypeString = "ethertype-as-string";
    public const string PrefixWithoutLength = "prefix-without-length";
    public const string NumberAsString = "number-as-string";
    public const string BooleanAsString = "boolean-as-string";
    public const string LeafListAsString = "leaf-list-as-string";
    public const string EmptyValue = "empty-not-null-list";
    public const string LetterCase = "letter-case";
    public const string AceName = "ace-name";
    public const string AclName = "acl-name";

    // D
    public const string DefaultVersion = "default-mud-version";
    public const string DefaultIsSupported = "default-is-supported";
    public const string DefaultLastUpdate = "default-last-update";
    public const string LastUpdateUtc = "last-update-without-zone";
    public const string DefaultCacheValidity = "default-cache-validity";
    public const string ClampedCacheValidity = "clamped-cache-validity";
    public const string DefaultAclType = "default-acl-type";

    // W
    public const string ControllerNotUri = "controller-not-a-uri";
    public const string AclTypeMismatch = "acl-type-mismatch";
    public const string HttpMudUrl = "http-mud-url";
    public const string DirectionNotTcp = "direction-initiated-not-tcp";
    public const string AceLeftOut = "ace-left-out";
    public const string DropWidened = "drop-widened";
    public const string NodeIgnored = "node-ignored";
}
