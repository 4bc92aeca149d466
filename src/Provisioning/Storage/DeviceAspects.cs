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

    /// <summary>Another node wrote it: nothing in this process's memory counts any more.</summary>
    Elsewhere = 64,

    /// <summary>Nothing was written: a node that cannot reach the device asks the others to make it talk.</summary>
    Wake = 128,
}
