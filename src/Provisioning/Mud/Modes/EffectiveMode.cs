using Provisioning.Storage.Rows;

namespace Provisioning.Mud.Modes;

/// <summary>The mode that holds for a host, and who set it.</summary>
public sealed record EffectiveMode(MudMode Mode, ModeSource SetBy)
{
    /// <summary>
    /// The host's own before the subscriber's opting out, before the home's, before a tag's, before everybody's. Of several tags the one
    /// that does most: enforce, ask, observe, off. Pure.
    /// </summary>
    /// <param name="standing">What stands of the home's choices and of its gateway's tags.</param>
    public static EffectiveMode Of(string mac, IEnumerable<MudChoiceRow> standing, MudMode fallback)
    {
        var first = standing.Where(c => c.Source != ModeSource.Host || string.Equals(c.Mac, mac, StringComparison.Ordinal))
            .OrderBy(c => c.Source).ThenBy(c => c.Mode).FirstOrDefault();
        return first is null ? new EffectiveMode(fallback, ModeSource.Default) : new EffectiveMode(first.Mode, first.Source);
    }
}
