using Provisioning.Devices;

namespace Acs.Hosting;

/// <summary>The keys directly under <c>Acs</c>.</summary>
public sealed class AcsOptions
{
    public const string Section = "Acs";

    /// <summary>SQLite file, firmware images, uploads, keys; relative to the working directory.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>The first administrator's key; null: one is generated at first start.</summary>
    public string? AdminKey { get; set; }

    public Enrolment Enrolment { get; set; }
}
