using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Provisioning.Devices;
using Provisioning.Storage;

namespace Acs.Dashboard.Components;

/// <summary>
/// A page that reads itself again when something changes: on a published change at most once a second, and every few
/// seconds besides, because another node's changes are not published here. Can be paused.
/// </summary>
public abstract class LiveComponent : ComponentBase, IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private static readonly int QuietRounds = 5;

    private readonly CancellationTokenSource _gone = new();
    private IDisposable? _subscription;
    private int _changed = 1;

    [Inject]
    internal IDbContextFactory<AcsDbContext> Database { get; set; } = null!;

    [Inject]
    internal IDeviceChanges Changes { get; set; } = null!;

    [Inject]
    internal TimeProvider Time { get; set; } = null!;

    /// <summary>When the page was last read.</summary>
    protected DateTimeOffset? ReadAt { get; private set; }

    protected bool Paused { get; set; }

    /// <summary>False for changes that the page need not show.</summary>
    protected virtual bool Concerns(string? deviceKey) => true;

    /// <summary>Reads what is shown.</summary>
    protected abstract Task ReadAsync(AcsDbContext db, CancellationToken cancellationToken);

    protected override async Task OnParametersSetAsync()
    {
        await RefreshAsync();
        if (_subscription is null)
        {
            _subscription = Changes.Subscribe(key =>
            {
                if (Concerns(key))
                {
                    Volatile.Write(ref _changed, 1);
                }
            });
            _ = PulseAsync();
        }
    }

    protected async Task RefreshAsync()
    {
        Volatile.Write(ref _changed, 0);
        await using var db = await Database.CreateDbContextAsync(_gone.Token);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        await ReadAsync(db, _gone.Token);
        ReadAt = Time.GetUtcNow();
    }

    private async Task PulseAsync()
    {
        var quiet = 0;
        using var pulse = new PeriodicTimer(Pace, Time);
        try
        {
            while (await pulse.WaitForNextTickAsync(_gone.Token))
            {
                quiet++;
                if (!Paused && (Volatile.Read(ref _changed) == 1 || quiet >= QuietRounds))
                {
                    quiet = 0;
                    await InvokeAsync(async () =>
                    {
                        await RefreshAsync();
                        StateHasChanged();
                    });
                }
            }
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing && !_gone.IsCancellationRequested)
        {
            _subscription?.Dispose();
            _gone.Cancel();
            _gone.Dispose();
        }
    }
}
