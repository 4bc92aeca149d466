namespace Acs.Northbound;

/// <summary>Body of <c>POST /devices/{id}/trust/role</c>.</summary>
/// <param name="Roles">Paths of rows of <c>Device.LocalAgent.ControllerTrust.Role.</c></param>
public sealed record RoleWish(IReadOnlyList<string> Roles);
