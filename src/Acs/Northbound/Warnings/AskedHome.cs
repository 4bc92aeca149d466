namespace Acs.Northbound;

/// <param name="Device">The gateway's id.</param>
/// <param name="Link">The subscriber's page, told once.</param>
internal sealed record AskedHome(string Device, string Mac, Guid Question, string Link);
