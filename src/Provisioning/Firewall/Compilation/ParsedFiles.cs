using System.Collections.Concurrent;
using Provisioning.Mud;
using Provisioning.Mud.Model;

namespace Provisioning.Firewall.Compilation;

/// <summary>Files that many homes share, each parsed once. Safe for several threads.</summary>
internal sealed class ParsedFiles
{
    private readonly ConcurrentDictionary<byte[], MudFile?> _files = new(ReferenceEqualityComparer.Instance);

    /// <returns>Null: it cannot be read.</returns>
    public MudFile? Of(byte[] content) => _files.GetOrAdd(content, static c => MudParser.Parse(c).File);
}
