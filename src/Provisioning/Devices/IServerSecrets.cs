namespace Provisioning.Devices;

/// <summary>Random secrets of the server itself, the same after a restart and on every node.</summary>
public interface IServerSecrets
{
    /// <summary>32 random bytes; made and stored when first asked for.</summary>
    /// <param name="name">What for; at most 64 characters.</param>
    Task<byte[]> GetOrCreateAsync(string name, CancellationToken cancellationToken);
}
