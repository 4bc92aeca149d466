using System.Security.Cryptography;
using System.Text;
using Provisioning.Conversations;
using Provisioning.Devices;

namespace Provisioning.DesiredState;

/// <summary>What an operation does, whatever its id: what attempts are counted by.</summary>
internal static class OperationFingerprint
{
    public static string Of(Operation operation)
    {
        var text = new StringBuilder(operation.GetType().Name);
        switch (operation)
        {
            case Operation.ReadValues read:
                Add(text, read.Paths);
                break;
            case Operation.Discover discover:
                Add(text, [discover.Path]);
                break;
            case Operation.WriteValues write:
                Add(text, write.Values);
                break;
            case Operation.AddInstances add:
                foreach (var instance in add.Instances)
                {
                    Add(text, [instance.Table]);
                    Add(text, instance.Values);
                }

                break;
            case Operation.DeleteInstances delete:
                Add(text, delete.Paths);
                break;
            case Operation.Download download:
                Add(text, [download.CommandKey]);
                break;
            case Operation.Command command:
                Add(text, [command.Path, command.CommandKey]);
                break;
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
        return Convert.ToHexStringLower(hash.AsSpan(0, 8));
    }

    private static void Add(StringBuilder text, IReadOnlyList<string> paths)
    {
        foreach (var path in paths)
        {
            text.Append('\n').Append(path);
        }
    }

    private static void Add(StringBuilder text, IReadOnlyList<ParameterValue> values)
    {
        foreach (var value in values)
        {
            text.Append('\n').Append(value.Path).Append('=').Append(value.Value);
        }
    }
}
