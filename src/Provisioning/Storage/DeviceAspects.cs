namespace Provisioning.Storage;

/// <summary>What of a device a commit touched.</summary>
[Flags]
internal enum DeviceAspects
{
    None = 0,
    Row = 1,
    Layers = 2,
    Operations = 4,
    Documents = 8,
    Credentials = 16,
    Removed = 32,
}
