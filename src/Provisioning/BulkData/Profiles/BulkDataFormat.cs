namespace Provisioning.BulkData.Profiles;

/// <summary>EncodingType and ReportFormat; the first two are JSON, the others CSV.</summary>
public enum BulkDataFormat
{
    NameValuePair,
    ObjectHierarchy,
    ParameterPerRow,
    ParameterPerColumn,
}
