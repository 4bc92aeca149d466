using System.Globalization;
using CpeSimulator.DataModels;

namespace CpeSimulator.Usp.Trust;

/// <summary>The controller's roles as the data model has them; read again when it has changed.</summary>
internal sealed class AgentRoles(DataModel model)
{
    private (long Revision, Grants Grants)? _known;

    public Grants Now() => model.Atomically(() =>
    {
        if (_known is not { } known || known.Revision != model.Revision)
        {
            _known = known = (model.Revision, Read());
        }

        return known.Grants;
    });

    private Grants Read()
    {
        var agent = model.Root.Singletons["LocalAgent"];
        if (agent.Tables["Controller"].Rows.FirstOrDefault() is not { } controller)
        {
            return new Grants([]);
        }

        var own = List(model.ValueOf(controller, "AssignedRole")).Concat(List(model.ValueOf(controller, "InheritedRole"))).Select(r => r.TrimEnd('.') + ".").ToHashSet(StringComparer.Ordinal);
        return new Grants([.. agent.Singletons["ControllerTrust"].Tables["Role"].Rows
            .Where(r => own.Contains(r.Path) && model.ValueOf(r, "Enable") == "true")
            .Select(r => (IReadOnlyList<PermissionRow>)[.. r.Tables["Permission"].Rows.Where(p => model.ValueOf(p, "Enable") == "true").Select(Row).OrderByDescending(p => p.Order)])]);
    }

    private PermissionRow Row(ObjectNode row) => new(
        uint.Parse(model.ValueOf(row, "Order"), CultureInfo.InvariantCulture),
        [.. List(model.ValueOf(row, "Targets")).Select(PathResolver.Split)],
        [.. Enum.GetNames<Right>().Select(kind => model.ValueOf(row, kind))]);

    private static string[] List(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
