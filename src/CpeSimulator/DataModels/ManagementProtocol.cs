namespace CpeSimulator.DataModels;

/// <summary>Which protocol's own objects the data model has: ManagementServer or LocalAgent.</summary>
public enum ManagementProtocol
{
    Cwmp,
    Usp,

    /// <summary>A client of each, on one data model: a gateway in the middle of its migration.</summary>
    Both,
}
