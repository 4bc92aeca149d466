namespace Acs.Waking;

/// <summary><c>Acs:Wake</c>.</summary>
internal sealed class WakeOptions
{
    /// <summary>How often one device is woken within a minute.</summary>
    public int PerMinute { get; set; } = 30;
}
