namespace Provisioning.Devices.Trust;

/// <summary>One thing that this server must be allowed to do at an agent, and what does not work without it.</summary>
/// <param name="Feature">In the words of the pages.</param>
/// <param name="Why">What is done with it.</param>
/// <param name="Target">As in <c>Permission.{i}.Targets</c>.</param>
/// <param name="Whole">False: the object itself is meant, not what is below.</param>
public sealed record TrustNeed(string Feature, string Why, string Target, PermissionSet Rights, bool Whole = true);
