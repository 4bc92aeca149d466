using System.Collections.Concurrent;
using System.Globalization;
using CpeSimulator.DataModels;
using CpeSimulator.Diagnostics;

namespace CpeSimulator.Cwmp;

/// <summary>Tests that the ACS orders by writing <c>Requested</c>: begun when the session is over (TR-181 DiagnosticsState), told by an event.</summary>
internal sealed class CwmpDiagnostics(Gateway gateway)
{
    private const string State = ".DiagnosticsState";

    private readonly ConcurrentQueue<string> _ordered = new();

    public void Observe(IReadOnlyList<ModelChange> changes)
    {
        foreach (var change in changes.OfType<ModelChange.ValueChanged>())
        {
            if (change is { ByController: true, Value: "Requested" } && change.Path.EndsWith(State, StringComparison.Ordinal))
            {
                _ordered.Enqueue(change.Path[..^(State.Length - 1)]);
            }
        }
    }

    /// <returns>True when there is something to tell.</returns>
    public async Task<bool> RunAsync(CancellationToken stop)
    {
        var tell = false;
        while (_ordered.TryDequeue(out var path))
        {
            var name = path.TrimEnd('.').Split('.')[^1];
            var outputs = await new DiagnosticTest(gateway).RunAsync(name, input => gateway.Model.Find(path + input) ?? "", stop);
            gateway.Model.Atomically(() => Store(path, outputs));
            tell |= !gateway.Faults.LosesDiagnosticsComplete;
        }

        return tell;
    }

    private bool Store(string path, IReadOnlyList<(string Name, string Value)> outputs)
    {
        var template = gateway.Model.Schema.Objects[path];
        foreach (var table in template.Children.Values.Where(c => c.IsTable))
        {
            var at = path + table.Name + ".";
            foreach (var row in gateway.Model.Read(at).Select(p => p.Path[at.Length..].Split('.')[0]).Distinct().ToList())
            {
                gateway.Model.DeleteOwn($"{at}{row}.");
            }

            foreach (var row in outputs.Where(o => o.Name.StartsWith(table.Name + ".", StringComparison.Ordinal))
                .GroupBy(o => int.Parse(o.Name.Split('.')[1], CultureInfo.InvariantCulture)).OrderBy(g => g.Key))
            {
                gateway.Model.AddOwn(at, [.. row.Select(o => (Column(table, o.Name.Split('.')[2]), o.Value))]);
            }
        }

        foreach (var (name, value) in outputs.Where(o => template.Parameters.ContainsKey(o.Name)))
        {
            gateway.Model.Write(path + name, value);
        }

        gateway.Model.Write(path + "DiagnosticsState", outputs.First(o => o.Name == "Status").Value);
        return true;
    }

    // TR-098 puts "Hop" before the columns of a route.
    private static string Column(ObjectTemplate table, string name) => table.Parameters.ContainsKey(name) ? name : "Hop" + name;
}
