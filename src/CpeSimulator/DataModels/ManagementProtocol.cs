namespace CpeSimulator.DataModels;

/// <summary>Which protocol's own objects the data model has: ManagementServer or LocalAgent.</summary>
public enum ManagementProtocol
{
    Cwmp,
    Usp,
}
