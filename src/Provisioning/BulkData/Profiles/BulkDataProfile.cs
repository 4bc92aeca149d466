namespace Provisioning.BulkData.Profiles;

/// <summary>A profile by its name.</summary>
public sealed record BulkDataProfile(string Name, BulkDataPlan Plan);
