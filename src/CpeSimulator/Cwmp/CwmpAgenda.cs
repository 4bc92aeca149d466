using System.Xml.Linq;
using CpeSimulator.Firmware;

namespace CpeSimulator.Cwmp;

/// <summary>What the gateway still has to tell its ACS, and the restart that waits for the end of the session.</summary>
internal sealed class CwmpAgenda
{
    private readonly Lock _gate = new();
    private readonly List<CwmpEvent> _events = [];
    private readonly Dictionary<string, (int Session, bool Active)> _changed = new(StringComparer.Ordinal);
    private readonly List<TransferResult> _transfers = [];
    private readonly List<(string CommandKey, IReadOnlyList<XElement> Results)> _software = [];
    private Restarting? _restart;
    private int _session;

    public bool IsEmpty
    {
        get
        {
            lock (_gate)
            {
                return _events.Count == 0;
            }
        }
    }

    public void Add(CwmpEvent what)
    {
        lock (_gate)
        {
            if (!_events.Contains(what))
            {
                _events.Add(what);
            }
        }
    }

    public void Add(TransferResult transfer, string method)
    {
        lock (_gate)
        {
            _transfers.Add(transfer);
        }

        Add(CwmpEvent.TransferComplete);
        Add(new CwmpEvent(method, transfer.Request.CommandKey));
    }

    public void AddSoftware(string commandKey, IReadOnlyList<XElement> results)
    {
        lock (_gate)
        {
            _software.Add((commandKey, results));
        }

        Add(new CwmpEvent("11 DU STATE CHANGE COMPLETE"));
        Add(new CwmpEvent("M ChangeDUState", commandKey));
    }

    /// <summary>The next change of software that was not told yet.</summary>
    public (string CommandKey, IReadOnlyList<XElement> Results)? PendingSoftware()
    {
        lock (_gate)
        {
            return _software.Count == 0 ? null : _software[0];
        }
    }

    public void SoftwareTold()
    {
        lock (_gate)
        {
            _software.RemoveAt(0);
        }
    }

    public void Changed(string path, bool active)
    {
        lock (_gate)
        {
            _changed[path] = (_session, active || (_changed.TryGetValue(path, out var before) && before.Active));
        }

        if (active)
        {
            Add(CwmpEvent.ValueChange);
        }
    }

    /// <summary>What the session that begins now has to tell.</summary>
    public (IReadOnlyList<CwmpEvent> Events, IReadOnlyCollection<string> Changed, IReadOnlyList<TransferResult> Transfers) Pending()
    {
        lock (_gate)
        {
            _session++;
            return ([.. _events], [.. _changed.Keys], [.. _transfers]);
        }
    }

    public void Told(IReadOnlyList<CwmpEvent> events, IReadOnlyCollection<string> changed)
    {
        lock (_gate)
        {
            _events.RemoveAll(events.Contains);
            foreach (var path in changed.Where(p => _changed.TryGetValue(p, out var last) && last.Session < _session))
            {
                _changed.Remove(path);
            }

            // TR-069 A.3.2.4: what changed again while the session ran is told by the next.
            if (_changed.Values.Any(c => c.Active) && !_events.Contains(CwmpEvent.ValueChange))
            {
                _events.Add(CwmpEvent.ValueChange);
            }
        }
    }

    public void Reported(IReadOnlyList<TransferResult> transfers)
    {
        lock (_gate)
        {
            _transfers.RemoveAll(transfers.Contains);
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _events.Clear();
            _changed.Clear();
            _transfers.Clear();
            _software.Clear();
        }
    }

    /// <summary>A version that waits to be flashed is not forgotten over a later reboot.</summary>
    public void Restart(Restarting restart)
    {
        lock (_gate)
        {
            _restart = restart with { NewVersion = restart.NewVersion ?? _restart?.NewVersion };
        }
    }

    public Restarting? TakeRestart()
    {
        lock (_gate)
        {
            var restart = _restart;
            _restart = null;
            return restart;
        }
    }

    internal sealed record Restarting(bool FactoryReset, string? CommandKey, string? NewVersion);
}
