namespace Provisioning.Mud;

/// <summary><c>Acs:Mud</c>.</summary>
public sealed class MudOptions
{
    public const string Section = "Acs:Mud";

    /// <summary>Lets MUD URLs lead to private, loopback and link-local addresses. For laboratories: a subscriber's device chooses the URL.</summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>PEM files of CAs that MUD file servers may have besides the system's.</summary>
    public IList<string> TlsAnchors { get; set; } = [];

    /// <summary>PEM files of CAs that may vouch for signers; none: the system's roots.</summary>
    public IList<string> TrustAnchors { get; set; } = [];

    /// <summary>PEM files of CAs that may vouch for devices' own certificates (RFC 8520 §11); none: nobody does.</summary>
    public IList<string> DeviceAnchors { get; set; } = [];

    /// <summary>Unsigned files are not applied.</summary>
    public bool RequireSignature { get; set; }

    /// <summary>A new content that lets more through than the one in force waits for a person.</summary>
    public bool WideningNeedsApproval { get; set; }

    /// <summary>DNS servers, <c>192.0.2.53</c> or <c>192.0.2.53:5353</c>; none: the system's. RFC 9726 asks for those that the devices use.</summary>
    public IList<string> Resolvers { get; set; } = [];

    /// <summary>Fixed names: name to addresses, separated by commas. They go before DNS, for files and for what files name.</summary>
    public IDictionary<string, string> Names { get; set; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is done with MUD files where nobody chose for the host, the home or a tag.</summary>
    public MudMode DefaultMode { get; set; } = MudMode.Enforce;

    /// <summary>Profiles that others than the makers made.</summary>
    public Community.CommunityOptions Community { get; set; } = new();

    /// <summary>Questions to subscribers that nobody orders.</summary>
    public Questions.Asking.AskingOptions Questions { get; set; } = new();

    /// <summary>A churning name has gateways compiled no more often than this: one minute to one day.</summary>
    public TimeSpan ChurningEvery { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Whether gateways are asked for the addresses of names, besides the ISP's resolvers.</summary>
    public AskGateway AskGateway { get; set; }

    /// <summary>Files fetched, or names resolved, at the same time: 1 to 64.</summary>
    public int Parallel { get; set; } = 8;
}
