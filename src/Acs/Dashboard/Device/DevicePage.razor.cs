using Acs.Dashboard.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Provisioning.Devices;
using Provisioning.Storage;
using Provisioning.Storage.Documents;
using Provisioning.Storage.Rows;

namespace Acs.Dashboard.Device;

/// <summary>One gateway: its standing and why, its hosts and their rules, its parameters, what was said, what happened.</summary>
public sealed partial class DevicePage : LiveComponent
{
    private const int MostLines = 400;

    private static readonly (string Tab, string Title)[] Tabs =
        [("hosts", "Hosts and firewall"), ("parameters", "Parameters"), ("conversations", "Conversations"), ("history", "History")];

    private DeviceRow? _device;
    private IReadOnlyList<HostView> _hosts = [];
    private ReportedParameters _reported = ReportedParameters.Empty;
    private IReadOnlyList<ConversationLineRow> _lines = [];
    private IReadOnlyList<DeviceEventRow> _events = [];
    private IReadOnlyList<OperationRow> _operations = [];

    [Parameter]
    public string Key { get; set; } = "";

    [SupplyParameterFromQuery(Name = "tab")]
    public string? Tab { get; set; }

    [Inject]
    internal IDeviceDocuments Documents { get; set; } = null!;

    private string Shown => Tab ?? "hosts";

    protected override bool Concerns(string? deviceKey) => deviceKey is null || deviceKey == Key;

    protected override async Task ReadAsync(AcsDbContext db, CancellationToken cancellationToken)
    {
        _device = await db.Devices.SingleOrDefaultAsync(d => d.Key == Key, cancellationToken);
        if (_device is not { Id: var id })
        {
            return;
        }

        switch (Shown)
        {
            case "conversations":
                _lines = await db.ConversationLines.Where(l => l.DeviceId == id).OrderByDescending(l => l.Id).Take(MostLines).ToListAsync(cancellationToken);
                break;
            case "history":
                _events = await db.DeviceEvents.Where(e => e.DeviceId == id).OrderByDescending(e => e.Id).Take(MostLines).ToListAsync(cancellationToken);
                _operations = await db.Operations.Where(o => o.DeviceId == id).OrderByDescending(o => o.CreatedAt).Take(50).ToListAsync(cancellationToken);
                break;
            default:
                _reported = (await Documents.LoadAsync(db, id, cancellationToken)).Reported;
                _hosts = await HostView.ReadAsync(db, Documents, _reported, id, cancellationToken);
                break;
        }
    }
}
