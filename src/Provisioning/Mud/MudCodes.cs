namespace Provisioning.Mud;

/// <summary>
/// The catalogue of diagnostics. A code says what is wrong and never changes its meaning; the name of the leniency that
/// was applied, where there was one, stands in <see cref="MudRepairs"/>.
/// </summary>
public static class MudCodes
{
    // MUD00xx: the file as a whole. All but the byte-order mark refuse it.

    /// <summary>Not JSON (RFC 8259), or text that is not UTF-8.</summary>
    public const string Syntax = "MUD0001";

    /// <summary>More than 1 MiB, nested too deep, or too many entries.</summary>
    public const string TooLarge = "MUD0002";

    /// <summary>A member occurs twice in one object: readers would differ on its meaning (RFC 7493 §2.3).</summary>
    public const string DuplicateMember = "MUD0003";

    /// <summary>The file begins with a byte-order mark (RFC 8259 §8.1).</summary>
    public const string ByteOrderMark = "MUD0004";

    /// <summary>No <c>ietf-mud:mud</c> container.</summary>
    public const string NoMudContainer = "MUD0005";

    /// <summary>The file cannot be read for a reason of the reader's own; please report it.</summary>
    public const string Unreadable = "MUD0006";

    // MUD01xx: leaves of the mud container (RFC 8520 §3).

    /// <summary><c>mud-version</c> is absent or not 1.</summary>
    public const string Version = "MUD0101";

    /// <summary><c>mud-url</c> is absent, not an absolute https URL, or too long.</summary>
    public const string MudUrl = "MUD0102";

    /// <summary><c>last-update</c> is absent or not an RFC 3339 date and time.</summary>
    public const string LastUpdate = "MUD0103";

    /// <summary><c>cache-validity</c> is not a number of hours from 1 to 168.</summary>
    public const string CacheValidity = "MUD0104";

    /// <summary><c>is-supported</c> is absent or not a boolean.</summary>
    public const string IsSupported = "MUD0105";

    /// <summary><c>systeminfo</c> has more than the 60 characters that it should have, or is not a string.</summary>
    public const string SystemInfo = "MUD0106";

    /// <summary><c>mud-signature</c> is not an absolute URL.</summary>
    public const string SignatureUrl = "MUD0107";

    /// <summary><c>extensions</c> is not a list of names, or names one that is not known here.</summary>
    public const string Extensions = "MUD0108";

    /// <summary>An unknown node outside of any match: ignored (RFC 8520 §3.9 asks so).</summary>
    public const string UnknownNode = "MUD0109";

    /// <summary>A descriptive leaf (<c>mfg-name</c>, <c>documentation</c>…) is not a string: left out.</summary>
    public const string Descriptive = "MUD0110";

    /// <summary>The device is no longer supported by its manufacturer.</summary>
    public const string Unsupported = "MUD0111";

    /// <summary>The file's <c>mud-url</c> is not the URL that it was fetched from.</summary>
    public const string MudUrlMismatch = "MUD0112";

    // MUD02xx: policies and access lists (RFC 8519, RFC 8520 §4).

    /// <summary>A policy is absent: nothing but the defaults is allowed in that direction.</summary>
    public const string NoPolicy = "MUD0201";

    /// <summary>A policy or an access list is not built as the modules say.</summary>
    public const string Structure = "MUD0202";

    /// <summary>A policy names an access list that the file does not hold.</summary>
    public const string MissingAcl = "MUD0203";

    /// <summary>Two access lists have the same name, or a policy holds entries of its own for a list that the file has.</summary>
    public const string DuplicateAcl = "MUD0204";

    /// <summary>An access list has no type, or one that is not known.</summary>
    public const string AclType = "MUD0205";

    /// <summary>An access list that no policy names.</summary>
    public const string UnusedAcl = "MUD0206";

    /// <summary>The policies name access lists, but the file has no <c>acls</c> container.</summary>
    public const string NoAcls = "MUD0207";

    // MUD03xx: entries. An error here leaves the entry out (accept) or widens it (drop): fail closed either way.

    /// <summary>An entry has no name, or the name of another in its list.</summary>
    public const string AceName = "MUD0301";

    /// <summary><c>actions</c> are absent or not <c>accept</c>, <c>drop</c> or <c>reject</c>.</summary>
    public const string Action = "MUD0302";

    /// <summary>An unknown node inside <c>matches</c>.</summary>
    public const string UnknownMatch = "MUD0303";

    /// <summary>Matches that exclude each other.</summary>
    public const string Contradiction = "MUD0304";

    /// <summary>An IP protocol that is not a number from 0 to 255.</summary>
    public const string Protocol = "MUD0305";

    /// <summary>An address prefix that is not one, or of the other IP version.</summary>
    public const string Prefix = "MUD0306";

    /// <summary>A DNS name that is not one.</summary>
    public const string DnsName = "MUD0307";

    /// <summary><c>src-dnsname</c> in a from-device list or <c>dst-dnsname</c> in a to-device list (RFC 8520 §7).</summary>
    public const string DnsNameSide = "MUD0308";

    /// <summary>A port or port range that is not one.</summary>
    public const string Port = "MUD0309";

    /// <summary><c>direction-initiated</c> that is neither value, or not inside <c>tcp</c>.</summary>
    public const string DirectionInitiated = "MUD0310";

    /// <summary>More than one MUD abstraction in one entry (RFC 8520 §8).</summary>
    public const string SeveralPeers = "MUD0311";

    /// <summary>A MUD abstraction whose value cannot be read.</summary>
    public const string Peer = "MUD0312";

    /// <summary>An ICMP type or code that is not a number from 0 to 255.</summary>
    public const string Icmp = "MUD0313";

    /// <summary>A match on Ethernet that no IP packet meets, or that no IP firewall sees.</summary>
    public const string Ethernet = "MUD0314";

    /// <summary>A field of the right name with a value that cannot be read.</summary>
    public const string MatchValue = "MUD0315";

    /// <summary>An entry without matches: it holds for every packet.</summary>
    public const string MatchesAll = "MUD0316";

    /// <summary>A literal unicast address: it binds every household to one network (RFC 8520 §16, RFC 9726 §5).</summary>
    public const string LiteralAddress = "MUD0317";

    /// <summary>An entry that no IP packet can match, by its own terms: left out, whatever its action.</summary>
    public const string NeverMatches = "MUD0318";

    // MUD04xx: notation that the reader understood all the same.

    /// <summary>A name or place from a draft of the standard.</summary>
    public const string DraftNotation = "MUD0401";

    /// <summary>A module prefix too many, too few, or not the module's name (RFC 7951 §4).</summary>
    public const string ModulePrefix = "MUD0402";

    /// <summary>A value in the wrong JSON type.</summary>
    public const string JsonType = "MUD0403";

    // MUD05xx: fetching and signature; not found by the parser.

    /// <summary>The file could not be fetched.</summary>
    public const string Fetch = "MUD0501";

    /// <summary>The signature does not hold.</summary>
    public const string Signature = "MUD0502";

    /// <summary>The file is older than the one in force (last-update).</summary>
    public const string Rollback = "MUD0503";
}
