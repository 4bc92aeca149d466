using Provisioning.Mud;

namespace Acs.Northbound;

/// <param name="Default">For everybody: <c>Acs:Mud:DefaultMode</c>.</param>
/// <param name="Tags">Of a gateway with several the one that does most holds.</param>
internal sealed record TagModesResource(MudMode Default, IReadOnlyList<ModeChoiceResource> Tags);
