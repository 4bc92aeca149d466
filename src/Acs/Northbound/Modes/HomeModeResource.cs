using Provisioning.Mud;
using Provisioning.Mud.Modes;
using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <summary>What holds for a home's hosts that have no mode of their own.</summary>
/// <param name="Mode">The one that holds.</param>
/// <param name="ModeSetBy"><c>subscriber</c>, <c>home</c>, <c>tag</c> or <c>default</c>.</param>
/// <param name="OptedOut">By the subscriber: nothing but what the ISP forbids by name is enforced.</param>
/// <param name="Choices">What stands: the home's, the subscriber's, its hosts', its gateway's tags'.</param>
internal sealed record HomeModeResource(MudMode Mode, ModeSource ModeSetBy, bool OptedOut, IReadOnlyList<ModeChoiceResource> Choices)
{
    public static HomeModeResource Of(IReadOnlyList<MudChoiceRow> standing, MudMode fallback)
    {
        var mode = EffectiveMode.Of("", standing, fallback);
        return new HomeModeResource(mode.Mode, mode.SetBy, standing.Any(c => c.Source == ModeSource.Subscriber), [.. standing.OrderBy(c => c.Source).ThenBy(c => c.At).Select(ModeChoiceResource.Of)]);
    }
}
