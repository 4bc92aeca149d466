using System.Xml.Linq;
using CpeSimulator.Firmware;

namespace CpeSimulator.Cwmp;

/// <summary>What the ACS ordered for after the session.</summary>
internal sealed class SessionAgenda
{
    /// <summary>Command key of a Reboot, null: none.</summary>
    public string? RebootKey { get; set; }

    public bool FactoryReset { get; set; }

    public List<(TransferRequest Request, TimeSpan Delay)> Downloads { get; } = [];

    public List<(TransferRequest Request, TimeSpan Delay)> Uploads { get; } = [];

    public List<(string CommandKey, IReadOnlyList<XElement> Operations)> SoftwareChanges { get; } = [];

    public List<(string CommandKey, TimeSpan Delay)> ScheduledInforms { get; } = [];
}
