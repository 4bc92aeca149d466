using Provisioning.Devices;
using Provisioning.Storage;

namespace Provisioning;

/// <summary><c>Acs</c>: what this project reads of it.</summary>
public sealed class ProvisioningOptions
{
    public const string Section = "Acs";

    /// <summary><c>Acs:DataDirectory</c>: SQLite file, firmware images, uploads, keys. Created when it is not there.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary><c>Acs:Enrolment</c>: what an unknown device gets.</summary>
    public Enrolment Enrolment { get; set; }

    /// <summary><c>Acs:IdentityConflicts</c>: what becomes of an identity under which two gateways come.</summary>
    public IdentityConflictPolicy IdentityConflicts { get; set; }

    /// <summary><c>Acs:Migration</c>.</summary>
    public MigrationOptions Migration { get; set; } = new();

    /// <summary><c>Acs:Database</c>.</summary>
    public DatabaseOptions Database { get; set; } = new();

    /// <summary><c>Acs:Refresh</c>.</summary>
    public RefreshOptions Refresh { get; set; } = new();

    /// <summary><c>Acs:Retention</c>.</summary>
    public RetentionOptions Retention { get; set; } = new();
}
