using Microsoft.Extensions.Options;

namespace Provisioning.Storage.Nodes;

/// <summary>This process among those that share the database.</summary>
internal sealed class ThisNode
{
    public ThisNode(IOptions<ProvisioningOptions> options)
        : this(isAlone: options.Value.Database.Provider == DatabaseProvider.Sqlite)
    {
    }

    internal ThisNode(bool isAlone)
    {
        IsAlone = isAlone;
        var machine = Environment.MachineName;
        Id = $"{(machine.Length <= 60 ? machine : machine[..60])}/{Environment.ProcessId}/{Guid.NewGuid():N}";
    }

    /// <summary>Anew with each start: a process that crashed is not taken for the one after it.</summary>
    public string Id { get; }

    /// <summary>A SQLite file has one process: leases and caches in memory are the truth, and nothing needs to be told.</summary>
    public bool IsAlone { get; }
}
