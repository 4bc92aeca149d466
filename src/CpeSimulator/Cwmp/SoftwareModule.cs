namespace CpeSimulator.Cwmp;

/// <summary>A deployment unit that is installed.</summary>
internal sealed record SoftwareModule(int Instance, string Uuid, string Version, string Url);
