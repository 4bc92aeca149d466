using System.Globalization;
using Provisioning.Conversations;
using Provisioning.DesiredState;
using Provisioning.Devices;

namespace Provisioning.Tests.Firewall.Linking;

/// <summary>
/// A data model that carries out what the reconciler says, one row after the other, so that what packets meet can be
/// asked between any two changes.
/// </summary>
internal sealed class BenchGateway(Capabilities capabilities, bool ordered)
{
    private const int MostSteps = 400;

    private readonly SortedDictionary<string, string> _values = new(StringComparer.Ordinal);
    private ReportedParameters _reported = ReportedParameters.Empty;
    private int _next = 10;

    public IReadOnlyDictionary<string, string> Values => _values;

    public string this[string path]
    {
        set => _values[path] = value;
    }

    public ReportedParameters Reported => ReportedParameters.Empty.WithSubtree("Device.", Under("Device."), DateTimeOffset.UnixEpoch);

    /// <summary>Somebody changed something here: the server knows nothing until it reads again.</summary>
    public void Forget() => _reported = ReportedParameters.Empty;

    /// <summary>Somebody deletes a row here: what stood below moves up (TR-181 data type Order).</summary>
    public void Delete(string row)
    {
        var table = ParameterPath.Parent(row);
        var place = int.Parse(_values[row + "Order"], CultureInfo.InvariantCulture);
        foreach (var path in _values.Keys.Where(k => k.StartsWith(table, StringComparison.Ordinal)).ToList())
        {
            if (path.StartsWith(row, StringComparison.Ordinal))
            {
                _values.Remove(path);
            }
            else if (path.EndsWith(".Order", StringComparison.Ordinal) && int.Parse(_values[path], CultureInfo.InvariantCulture) is var order && order > place)
            {
                _values[path] = (order - 1).ToString(CultureInfo.InvariantCulture);
            }
        }
    }

    /// <summary>Yields after every change of the data model, until the reconciler is content.</summary>
    public IEnumerable<string> Apply(DesiredLayer layer)
    {
        var desired = DesiredComposer.Compose([layer], null);
        for (var i = 0; i < MostSteps; i++)
        {
            var step = Reconciler.Next(desired, _reported, capabilities, ReconcileProgress.Start(desired.Hash), Protocols.Cwmp, DateTimeOffset.UnixEpoch);
            if (step is not ReconcileStep.Do { Operation: var operation })
            {
                Assert.That(step, Is.InstanceOf<ReconcileStep.Converged>(), step.Reason);
                yield break;
            }

            foreach (var change in CarryOut(operation))
            {
                yield return $"{step.Reason} {change}";
            }
        }

        Assert.Fail("The reconciler does not come to an end.");
    }

    private IEnumerable<string> CarryOut(Operation operation)
    {
        switch (operation)
        {
            case Operation.ReadValues read:
                foreach (var path in read.Paths)
                {
                    _reported = _reported.WithSubtree(path, Under(path), DateTimeOffset.UnixEpoch);
                }

                break;
            case Operation.AddInstances add:
                foreach (var instance in add.Instances)
                {
                    var row = string.Create(CultureInfo.InvariantCulture, $"{instance.Table}{++_next}.");
                    _values[row + "Enable"] = "false";
                    foreach (var value in instance.Values)
                    {
                        Set(row + value.Path, value.Value);
                    }

                    _reported = _reported.Stale(instance.Table);
                    yield return row;
                }

                break;
            case Operation.WriteValues write:
                foreach (var value in write.Values)
                {
                    Set(value.Path, value.Value);
                    _reported = _reported.Stale(value.Path);
                }

                yield return write.Values[0].Path;
                break;
            case Operation.DeleteInstances delete:
                foreach (var row in delete.Paths)
                {
                    foreach (var path in _values.Keys.Where(k => k.StartsWith(row, StringComparison.Ordinal)).ToList())
                    {
                        _values.Remove(path);
                    }

                    _reported = _reported.Stale(ParameterPath.Parent(row));
                    yield return row;
                }

                break;
            default:
                Assert.Fail($"Nothing to do with the firewall: {operation}");
                break;
        }
    }

    private IEnumerable<ParameterValue> Under(string path) =>
        _values.Where(v => ParameterPath.Covers(path, v.Key)).Select(v => new ParameterValue(v.Key, v.Value));

    /// <summary>TR-181 data type Order: what stood there and below moves down by one.</summary>
    private void Set(string path, string value)
    {
        if (!ordered || ParameterPath.Name(path) != "Order")
        {
            _values[path] = value;
            return;
        }

        var row = ParameterPath.Parent(path);
        var table = ParameterPath.Parent(row);
        var others = _values.Keys.Where(k => k.StartsWith(table, StringComparison.Ordinal) && k.EndsWith(".Order", StringComparison.Ordinal))
            .Select(ParameterPath.Parent).Where(r => r != row && ParameterPath.Parent(r) == table)
            .OrderBy(r => int.Parse(_values[r + "Order"], CultureInfo.InvariantCulture)).ToList();
        others.Insert(Math.Min(int.Parse(value, CultureInfo.InvariantCulture) - 1, others.Count), row);
        for (var i = 0; i < others.Count; i++)
        {
            _values[others[i] + "Order"] = (i + 1).ToString(CultureInfo.InvariantCulture);
        }
    }
}
