using Acs.Dashboard.Components;
using Acs.Northbound;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Provisioning.DataModels.Capabilities;
using Provisioning.DesiredState;
using Provisioning.Devices;
using Provisioning.Devices.Quirks;
using Provisioning.Devices.Trust;
using Provisioning.Firewall.Trials;
using Provisioning.Mud.Fingerprints;
using Provisioning.Mud.Modes;
using Provisioning.Storage;
using Provisioning.Storage.Documents;
using Provisioning.Storage.Rows;
using Provisioning.Warnings;
using UspController;

namespace Acs.Dashboard.Device;

/// <summary>One gateway: its standing and why, its hosts and their rules, its parameters, what was said, what happened.</summary>
public sealed partial class DevicePage : LiveComponent
{
    private const int MostLines = 400;
    private const int MostAttempts = 100;
    private const int MostTransfers = 100;

    private static readonly (string Tab, string Title)[] Tabs =
        [
            ("hosts", "Hosts and firewall"), ("why", "Why"), ("trust", "Trust"), ("capabilities", "Capabilities"), ("parameters", "Parameters"), ("series", "Series"), ("conversations", "Conversations"),
            ("wire", "Wire"), ("files", "Files"), ("access", "Access"), ("history", "History"),
        ];

    private DeviceRow? _device;
    private IReadOnlyList<HostView> _hosts = [];
    private ReportedParameters _reported = ReportedParameters.Empty;
    private IReadOnlyList<ConversationLineRow> _lines = [];
    private IReadOnlyList<DeviceEventRow> _events = [];
    private IReadOnlyList<OperationRow> _operations = [];
    private GatewayCapabilities? _capabilities;
    private IReadOnlyList<AccessAttemptRow> _attempts = [];
    private IReadOnlyList<TransferRow> _transfers = [];
    private IReadOnlyList<DeviceFileRow> _files = [];
    private IReadOnlyList<WhyFact> _why = [];
    private IReadOnlyList<Drift> _drift = [];
    private TrustView? _trust;
    private OpenChallenge? _challenge;
    private IReadOnlyList<MudChoiceRow> _standing = [];
    private SeriesView _series = SeriesView.None;
    private IReadOnlyList<HomeWarning> _warnings = [];
    private FirewallStanding _firewall = FirewallStanding.None;

    [Parameter]
    public string Key { get; set; } = "";

    [SupplyParameterFromQuery(Name = "tab")]
    public string? Tab { get; set; }

    /// <summary>The series that is drawn.</summary>
    [SupplyParameterFromQuery(Name = "path")]
    public string? SeriesPath { get; set; }

    [Inject]
    internal IDeviceDocuments Documents { get; set; } = null!;

    [Inject]
    internal QuirkCatalogue Quirks { get; set; } = null!;

    [Inject]
    internal IAgentPresence Presence { get; set; } = null!;

    [Inject]
    internal CapabilityReader Reader { get; set; } = null!;

    [Inject]
    internal FingerprintCatalogue Fingerprints { get; set; } = null!;

    [Inject]
    internal ControllerEndpoint Endpoint { get; set; } = null!;

    private string Shown => Tab ?? "hosts";

    protected override bool Concerns(string? deviceKey) => deviceKey is null || deviceKey == Key;

    protected override async Task ReadAsync(AcsDbContext db, CancellationToken cancellationToken)
    {
        _device = await db.Devices.SingleOrDefaultAsync(d => d.Key == Key, cancellationToken);
        if (_device is null || Shown == "access")
        {
            _attempts = await db.AccessAttempts.Where(a => a.DeviceKey == Key).OrderByDescending(a => a.At).ThenByDescending(a => a.Id).Take(MostAttempts).ToListAsync(cancellationToken);
        }

        if (_device is not { Id: var id } || Shown == "access")
        {
            return;
        }

        switch (Shown)
        {
            case "conversations":
                _lines = await db.ConversationLines.Where(l => l.DeviceId == id).OrderByDescending(l => l.Id).Take(MostLines).ToListAsync(cancellationToken);
                break;
            case "series":
                _series = await SeriesView.ReadAsync(db, id, SeriesPath, cancellationToken);
                break;
            case "capabilities":
                _capabilities = Reader.Read(_device, await Documents.LoadAsync(db, id, cancellationToken));
                break;
            case "trust":
                _trust = TrustView.Of(_device, (await Documents.LoadAsync(db, id, cancellationToken)).Reported, Endpoint);
                _challenge = await OpenChallenge.ReadAsync(db, id, Time.GetUtcNow(), cancellationToken);
                break;
            case "why":
                _why = await WhyFacts.ReadAsync(db, _device, Quirks, Presence, Time.GetUtcNow(), cancellationToken);
                _drift = Drift.Of(
                    DesiredComposer.Compose(await Documents.LayersAsync(db, id, cancellationToken), firmware: null),
                    (await Documents.LoadAsync(db, id, cancellationToken)).Reported);
                break;
            case "files":
                _transfers = await db.Transfers.Where(t => t.DeviceId == id).OrderByDescending(t => t.ExpiresAt).Take(MostTransfers).ToListAsync(cancellationToken);
                _files = await db.DeviceFiles.Where(f => f.DeviceId == id).OrderByDescending(f => f.ReceivedAt).ToListAsync(cancellationToken);
                break;
            case "history":
                _events = await db.DeviceEvents.Where(e => e.DeviceId == id).OrderByDescending(e => e.Id).Take(MostLines).ToListAsync(cancellationToken);
                _operations = await db.Operations.Where(o => o.DeviceId == id).OrderByDescending(o => o.CreatedAt).Take(50).ToListAsync(cancellationToken);
                break;
            default:
                _reported = (await Documents.LoadAsync(db, id, cancellationToken)).Reported;
                _trust = TrustView.Of(_device, _reported, Endpoint);
                _standing = await HostModes.StandingAsync(db, _device, cancellationToken);
                _firewall = await FirewallStandings.ReadAsync(db, id, cancellationToken);
                _warnings = await HomeWarnings.ReadAsync(db, _device, cancellationToken);
                _hosts = await HostView.ReadAsync(db, Documents, Fingerprints, _reported, id, cancellationToken);
                break;
        }
    }
}
