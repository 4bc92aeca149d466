using System.Globalization;

namespace CpeSimulator.DataModels;

/// <summary>
/// One gateway's data model. Every public member is atomic: it does all or nothing, from any thread. A caller that needs
/// several calls to be one takes <see cref="Atomically{T}"/>.
/// </summary>
public sealed class DataModel
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Func<ObjectNode, string>> _derived = new(StringComparer.Ordinal);
    private readonly List<ModelChange> _changes = [];
    private readonly List<Action> _undo = [];
    private int _depth;

    public DataModel(Schema schema)
    {
        Schema = schema;
        Root = new ObjectNode(schema.Root, null, null, 0);
    }

    /// <summary>What was changed, in order; raised outside the lock of the change but before the call returns.</summary>
    public event Action<IReadOnlyList<ModelChange>>? Changed;

    public Schema Schema { get; }

    public ObjectNode Root { get; private set; }

    /// <summary>Grows with every change.</summary>
    public long Revision { get; private set; }

    /// <summary>Back to the factory's values; rows are gone, numbers begin anew.</summary>
    public void Clear() => Atomically(() =>
    {
        var old = Root;
        Root = new ObjectNode(Schema.Root, null, null, 0);
        _undo.Add(() => Root = old);
        Revision++;
        return true;
    });

    /// <summary>A parameter whose value is worked out when it is read.</summary>
    /// <param name="template"><c>Device.DeviceInfo.UpTime</c></param>
    public void Derive(string template, Func<ObjectNode, string> value)
    {
        lock (_gate)
        {
            _derived[template] = value;
        }
    }

    /// <summary>Runs <paramref name="work"/> alone; an exception leaves the data model as it was.</summary>
    public T Atomically<T>(Func<T> work)
    {
        List<ModelChange> changes;
        T result;
        lock (_gate)
        {
            var mark = _undo.Count;
            var told = _changes.Count;
            _depth++;
            try
            {
                result = work();
            }
            catch
            {
                for (var i = _undo.Count - 1; i >= mark; i--)
                {
                    _undo[i]();
                }

                _undo.RemoveRange(mark, _undo.Count - mark);
                _changes.RemoveRange(told, _changes.Count - told);
                Revision++;
                throw;
            }
            finally
            {
                _depth--;
            }

            if (_depth > 0)
            {
                return result;
            }

            _undo.Clear();
            changes = [.. _changes];
            _changes.Clear();
        }

        if (changes.Count > 0)
        {
            Changed?.Invoke(changes);
        }

        return result;
    }

    public string Get(string path) => Atomically(() => Value(Locate.Parameter(this, path)));

    /// <summary>Null where the data model has no such parameter now.</summary>
    public string? Find(string path)
    {
        try
        {
            return Get(path);
        }
        catch (DataModelException)
        {
            return null;
        }
    }

    /// <summary>One parameter, or all below an object path (with trailing dot); in the schema's order.</summary>
    public IReadOnlyList<ParameterReading> Read(string path) => Atomically<IReadOnlyList<ParameterReading>>(() =>
        path.Length > 0 && path[^1] != '.'
            ? [Reading(Locate.Parameter(this, path))]
            : [.. Locate.Nodes(this, path).SelectMany(n => n.SelfAndDescendants()).SelectMany(ReadNode)]);

    /// <summary>The parameters of one object, not of those below it.</summary>
    public IReadOnlyList<ParameterReading> ReadOne(ObjectNode node) =>
        Atomically<IReadOnlyList<ParameterReading>>(() => [.. ReadNode(node)]);

    public string ValueOf(ObjectNode node, string name) =>
        Atomically(() => Value((node, node.Template.Parameters[name])));

    /// <summary>Sets all or none, as TR-069 A.3.2.1 wants.</summary>
    /// <returns>The faults, one a parameter; empty when all were set.</returns>
    public IReadOnlyList<DataModelException> SetAll(IReadOnlyList<(string Path, string Value)> values)
    {
        var faults = new List<DataModelException>();
        try
        {
            Atomically(() =>
            {
                foreach (var (path, value) in values)
                {
                    try
                    {
                        Set(path, value);
                    }
                    catch (DataModelException fault)
                    {
                        faults.Add(fault);
                    }
                }

                return faults.Count == 0 ? true : throw faults[0];
            });
        }
        catch (DataModelException)
        {
            // Undone; the caller is told by the list.
        }

        return faults;
    }

    /// <summary>A controller's write.</summary>
    public void Set(string path, string value) => Atomically(() =>
    {
        var (node, parameter) = Locate.Parameter(this, path);
        if (!parameter.Writable)
        {
            throw DataModelException.ReadOnly(path);
        }

        Mutate.Write(this, node, parameter, parameter.Syntax.Normalize(path, value), byController: true);
        return true;
    });

    /// <summary>The gateway's own write: read-only parameters too.</summary>
    public void Write(string path, string value) => Atomically(() =>
    {
        var (node, parameter) = Locate.Parameter(this, path);
        Mutate.Write(this, node, parameter, parameter.Syntax.Normalize(path, value), byController: false);
        return true;
    });

    /// <summary>A controller's new row.</summary>
    /// <param name="tablePath"><c>Device.Firewall.Chain.1.Rule.</c></param>
    public ObjectNode Add(string tablePath) => Atomically(() =>
    {
        var table = Locate.Table(this, tablePath);
        return table.Template.Writable ? Mutate.AddRow(this, table, byController: true) : throw DataModelException.NotCreatable(tablePath);
    });

    /// <summary>The gateway's own new row, with values by parameter name.</summary>
    public ObjectNode AddOwn(string tablePath, params (string Name, string Value)[] values) => Atomically(() =>
    {
        var row = Mutate.AddRow(this, Locate.Table(this, tablePath), byController: false, values);
        return row;
    });

    /// <summary>A controller's deletion of a row with all below it.</summary>
    public void Delete(string rowPath) => Atomically(() =>
    {
        var row = Locate.Row(this, rowPath);
        if (!row.Table!.Template.Writable)
        {
            throw new DataModelException(7024, rowPath, "Row may not be deleted by a controller");
        }

        Mutate.RemoveRow(this, row);
        return true;
    });

    public void DeleteOwn(string rowPath) => Atomically(() =>
    {
        Mutate.RemoveRow(this, Locate.Row(this, rowPath));
        return true;
    });

    internal string Value((ObjectNode Node, ParameterTemplate Parameter) at)
    {
        var (node, parameter) = at;
        if (_derived.TryGetValue(node.Template.Path + parameter.Name, out var derived))
        {
            return derived(node);
        }

        if (parameter.Counts is { } counted && node.Tables.TryGetValue(counted, out var table))
        {
            return table.Count.ToString(CultureInfo.InvariantCulture);
        }

        return parameter.Syntax.Kind == ValueKind.Order && node.Table is { } siblings
            ? (siblings.Ordered.IndexOf(node) + 1).ToString(CultureInfo.InvariantCulture)
            : node.Stored(parameter.Name) ?? parameter.Default;
    }

    internal void Record(Action undo, ModelChange? change)
    {
        _undo.Add(undo);
        Revision++;
        if (change is not null)
        {
            _changes.Add(change);
        }
    }

    private ParameterReading Reading((ObjectNode Node, ParameterTemplate Parameter) at) =>
        new(at.Node, at.Parameter, at.Parameter.Hidden ? "" : Value(at));

    private IEnumerable<ParameterReading> ReadNode(ObjectNode node) =>
        node.Template.Parameters.Values.Select(p => Reading((node, p)));
}
