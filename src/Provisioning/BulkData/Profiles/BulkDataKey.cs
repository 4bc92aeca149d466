using Provisioning.Devices;

namespace Provisioning.BulkData.Profiles;

/// <summary>By which parameter rows of <c>Device.BulkData.Profile.</c> are known on a gateway.</summary>
internal static class BulkDataKey
{
    /// <returns>Null: it has no bulk data.</returns>
    public static string? Of(Capabilities capabilities) =>
        capabilities.Has(BulkDataLayer.Table + "{i}.Alias") ? "Alias"
        : capabilities.Has(BulkDataLayer.Table + "{i}.Name") ? "Name"
        // A table that discovery saw empty over CWMP says nothing of its rows; Alias is in every version of the object.
        : capabilities.Has(BulkDataLayer.Table) ? "Alias"
        : null;
}
