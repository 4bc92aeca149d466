using System.Globalization;
using Provisioning.Conversations;
using Provisioning.Devices;

namespace Provisioning.Tests.Fleet;

/// <summary>A gateway without a protocol: a data model that carries out operations, and refuses what it is told to refuse.</summary>
internal sealed class ModelGateway(string serial)
{
    /// <summary>More than any server should ever ask in one session.</summary>
    private const int MostOperations = 500;

    private readonly SortedDictionary<string, string> _values = new(StringComparer.Ordinal)
    {
        ["Device.DeviceInfo.SoftwareVersion"] = "1.0",
        ["Device.DeviceInfo.Manufacturer"] = "Model",
        ["Device.ManagementServer.ConnectionRequestUsername"] = "",
        ["Device.ManagementServer.ConnectionRequestPassword"] = "",
        ["Device.ManagementServer.PeriodicInformInterval"] = "3600",
        ["Device.Time.NTPServer1"] = "",
        ["Device.Time.NTPServer2"] = "",
    };

    private int _next;

    public string Serial => serial;

    /// <summary>May answer an operation in the model's stead; null: the model answers.</summary>
    public Func<Operation, Outcome?> Instead { get; set; } = _ => null;

    /// <summary>These read back blank whatever was written.</summary>
    public HashSet<string> WriteOnly { get; } = new(StringComparer.Ordinal);

    /// <summary>Every operation that it was ever given.</summary>
    public List<Operation> Log { get; } = [];

    public IReadOnlyDictionary<string, string> Values => _values;

    public IReadOnlyList<ParameterValue> Volunteered => [new("Device.DeviceInfo.SoftwareVersion", this["Device.DeviceInfo.SoftwareVersion"], ParameterType.String)];

    public string this[string path]
    {
        get => _values[path];
        set => _values[path] = value;
    }

    /// <summary>Carries out whatever the conversation has.</summary>
    public async Task<List<Operation>> ServeAsync(IConversation conversation)
    {
        var done = new List<Operation>();
        while (await conversation.NextAsync(CancellationToken.None) is { } operation)
        {
            done.Add(operation);
            Assert.That(done, Has.Count.LessThan(MostOperations), "It never comes to an end.");
            await conversation.CompleteAsync(CarryOut(operation), CancellationToken.None);
        }

        return done;
    }

    public Outcome CarryOut(Operation operation)
    {
        Log.Add(operation);
        if (Instead(operation) is { } other)
        {
            return other;
        }

        return operation switch
        {
            Operation.ReadValues read => Read(read),
            Operation.Discover discover => new Outcome.Discovered(operation.Id, discover.Path, [.. Names(discover)]),
            Operation.WriteValues write => Write(write),
            Operation.AddInstances add => Add(add),
            Operation.DeleteInstances delete => Delete(delete),
            _ => new Outcome.Accepted(operation.Id, Completed: true, new Dictionary<string, string>(StringComparer.Ordinal)),
        };
    }

    private Outcome.ValuesRead Read(Operation.ReadValues read)
    {
        var values = new List<ParameterValue>();
        var missing = new List<ParameterFault>();
        foreach (var path in read.Paths)
        {
            var found = _values.Where(v => ParameterPath.Covers(path, v.Key)).ToList();
            values.AddRange(found.Select(v => new ParameterValue(v.Key, WriteOnly.Contains(v.Key) ? "" : v.Value, ParameterType.String)));
            if (found.Count == 0)
            {
                missing.Add(new ParameterFault(path, "9005", "Invalid parameter name"));
            }
        }

        return new Outcome.ValuesRead(read.Id, values, missing);
    }

    private IEnumerable<DiscoveredName> Names(Operation.Discover discover)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in _values.Keys.Where(k => k.StartsWith(discover.Path, StringComparison.Ordinal)))
        {
            for (var dot = path.IndexOf('.', discover.Path.Length); dot >= 0; dot = path.IndexOf('.', dot + 1))
            {
                if (seen.Add(path[..(dot + 1)]))
                {
                    yield return new DiscoveredName(path[..(dot + 1)], Writable: true);
                }

                if (discover.NextLevelOnly)
                {
                    break;
                }
            }

            if (!discover.NextLevelOnly || path.IndexOf('.', discover.Path.Length) < 0)
            {
                yield return new DiscoveredName(path, Writable: true, ParameterType.String);
            }
        }
    }

    private Outcome Write(Operation.WriteValues write)
    {
        var unknown = write.Values.Where(v => !_values.ContainsKey(v.Path)).Select(v => new ParameterFault(v.Path, "9005", "Invalid parameter name")).ToList();
        if (unknown.Count > 0)
        {
            return new Outcome.Failed(write.Id, new Fault(FaultKind.InvalidArguments, "9003", "Invalid arguments", unknown));
        }

        foreach (var value in write.Values)
        {
            _values[value.Path] = value.Value;
        }

        return new Outcome.ValuesWritten(write.Id, NeedsReboot: false);
    }

    private Outcome.InstancesAdded Add(Operation.AddInstances add)
    {
        var paths = new List<string?>();
        foreach (var instance in add.Instances)
        {
            var row = string.Create(CultureInfo.InvariantCulture, $"{instance.Table}{++_next}.");
            foreach (var value in instance.Values)
            {
                _values[row + value.Path] = value.Value;
            }

            paths.Add(row);
        }

        return new Outcome.InstancesAdded(add.Id, paths, null);
    }

    private Outcome.InstancesDeleted Delete(Operation.DeleteInstances delete)
    {
        foreach (var path in delete.Paths.SelectMany(row => _values.Keys.Where(k => k.StartsWith(row, StringComparison.Ordinal)).ToList()))
        {
            _values.Remove(path);
        }

        return new Outcome.InstancesDeleted(delete.Id, delete.Paths, null);
    }
}
