using Acs.Dashboard.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Provisioning.Devices;
using Provisioning.Devices.Search;
using Provisioning.Storage;

namespace Acs.Dashboard.Fleet;

/// <summary>All gateways, searched in the language that API and campaigns share. Search and page stand in the address.</summary>
public sealed partial class FleetPage : LiveComponent
{
    private const int PageSize = 50;
    private const string Hint = "Serial, address, MAC, tag… or version<2.0 AND tag:beta";

    private IReadOnlyList<FleetRow> _rows = [];
    private IReadOnlyList<(string Word, string Search, int Count)> _tiles = [];
    private string? _error;
    private string _typed = "";
    private int _total;

    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int Page { get; set; }

    [Inject]
    internal NavigationManager Navigation { get; set; } = null!;

    protected override Task OnParametersSetAsync()
    {
        _typed = Search ?? "";
        return base.OnParametersSetAsync();
    }

    protected override async Task ReadAsync(AcsDbContext db, CancellationToken cancellationToken)
    {
        _tiles = await TilesAsync(db, cancellationToken);
        var search = SearchParser.Parse(Search, out var error);
        _error = error?.ToString();
        if (search is null)
        {
            return;
        }

        var matches = await DeviceSearch.ApplyAsync(db, search, Time.GetUtcNow(), cancellationToken);
        _total = await matches.CountAsync(cancellationToken);
        _rows = await matches.OrderBy(d => d.Key).Skip(Math.Max(Page, 0) * PageSize).Take(PageSize)
            .Select(d => new FleetRow(
                d.Key, d.Manufacturer, d.ModelName, d.ProductClass, d.SoftwareVersion, d.Protocols, d.Status, d.Convergence,
                d.ConvergenceReason, d.LastContactAt, d.Tags))
            .ToListAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<(string, string, int)>> TilesAsync(AcsDbContext db, CancellationToken cancellationToken)
    {
        var counts = await db.Devices.GroupBy(d => new { d.Status, d.Convergence })
            .Select(g => new { g.Key.Status, g.Key.Convergence, Count = g.Count() })
            .ToListAsync(cancellationToken);
        int Of(ConvergenceState state) => counts.Where(c => c.Status == DeviceStatus.Active && c.Convergence == state).Sum(c => c.Count);
        return
        [
            ("all", "", counts.Sum(c => c.Count)),
            ("converged", "convergence:converged", Of(ConvergenceState.Converged)),
            ("pending", "convergence:pending", Of(ConvergenceState.Pending)),
            ("faulted", "convergence:faulted", Of(ConvergenceState.Faulted)),
            ("unmanaged", "convergence:unmanaged", Of(ConvergenceState.Unmanaged)),
            ("quarantined", "status:quarantined", counts.Where(c => c.Status == DeviceStatus.Quarantined).Sum(c => c.Count)),
        ];
    }

    private void GoAsync() => Navigation.NavigateTo(Address(_typed, 0));

    private static string Address(string? search, int page)
    {
        var parts = new List<string>(2);
        if (!string.IsNullOrWhiteSpace(search))
        {
            parts.Add($"q={Uri.EscapeDataString(search)}");
        }

        if (page > 0)
        {
            parts.Add($"page={page}");
        }

        return parts.Count == 0 ? "/" : $"/?{string.Join('&', parts)}";
    }
}
