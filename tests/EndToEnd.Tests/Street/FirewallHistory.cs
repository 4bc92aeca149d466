using CpeSimulator.DataModels;

namespace EndToEnd.Tests.Street;

/// <summary>Every state that a gateway's firewall was in: one after each write that it accepted, as the kernel would have had it.</summary>
internal sealed class FirewallHistory
{
    private readonly DataModel _model;
    private readonly Lock _gate = new();
    private readonly List<string> _scripts = [];
    private int _writes;

    public FirewallHistory(DataModel model)
    {
        _model = model;
        model.Changed += Observe;
        Keep();
    }

    /// <summary>How many writes there were that touched the firewall.</summary>
    public int Writes => Volatile.Read(ref _writes);

    /// <summary>The states in the order in which they came, those that changed nothing left out: <c>nft -f</c> scripts.</summary>
    public IReadOnlyList<string> Scripts
    {
        get
        {
            lock (_gate)
            {
                return [.. _scripts];
            }
        }
    }

    private void Observe(IReadOnlyList<ModelChange> changes)
    {
        if (changes.Any(c => c.Path.StartsWith("Device.Firewall.", StringComparison.Ordinal) && c.Path != "Device.Firewall.LastChange"))
        {
            Interlocked.Increment(ref _writes);
            Keep();
        }
    }

    private void Keep()
    {
        var script = NftablesFirewall.ScriptOf(_model);
        lock (_gate)
        {
            if (_scripts.Count == 0 || _scripts[^1] != script)
            {
                _scripts.Add(script);
            }
        }
    }
}
