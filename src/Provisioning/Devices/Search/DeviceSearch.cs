using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Provisioning.Mud;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Devices.Search;

/// <summary>
/// Turns a <see cref="SearchNode"/> into a query. Every value travels as a parameter; nothing of the text becomes SQL.
/// Comparison ignores case on every provider.
/// </summary>
public sealed class DeviceSearch
{
    private static readonly MethodInfo ToLower = typeof(string).GetMethod(nameof(string.ToLower), Type.EmptyTypes)!;
    private static readonly MethodInfo Contains = typeof(string).GetMethod(nameof(string.Contains), [typeof(string)])!;

    private readonly AcsDbContext _db;
    private readonly DateTimeOffset _now;
    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> _known;

    private DeviceSearch(AcsDbContext db, DateTimeOffset now, IReadOnlyDictionary<string, IReadOnlyList<string>> known)
    {
        _db = db;
        _now = now;
        _known = known;
    }

    /// <summary>The devices that match, unordered.</summary>
    /// <param name="now">For spans such as <c>lastContact&lt;24h</c>.</param>
    public static async Task<IQueryable<DeviceRow>> ApplyAsync(AcsDbContext db, SearchNode search, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // No database orders versions; a fleet runs few of them, so those that compare right are listed.
        var known = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (Compares(search, SearchFields.Version))
        {
            known[SearchFields.Version] = await Distinct(db.Devices.Select(d => d.SoftwareVersion), cancellationToken);
        }

        if (Compares(search, SearchFields.Hardware))
        {
            known[SearchFields.Hardware] = await Distinct(db.Devices.Select(d => d.HardwareVersion), cancellationToken);
        }

        return search is SearchNode.All ? db.Devices : db.Devices.Where(new DeviceSearch(db, now, known).Build(search));
    }

    private static async Task<IReadOnlyList<string>> Distinct(IQueryable<string?> versions, CancellationToken cancellationToken) =>
        [.. (await versions.Distinct().ToListAsync(cancellationToken)).OfType<string>()];

    private static bool Compares(SearchNode node, string field) => node switch
    {
        SearchNode.Field f => f.Name == field && f.Operator is SearchOperator.Less or SearchOperator.Greater,
        SearchNode.And a => Compares(a.Left, field) || Compares(a.Right, field),
        SearchNode.Or o => Compares(o.Left, field) || Compares(o.Right, field),
        SearchNode.Not n => Compares(n.Inner, field),
        _ => false,
    };

    private Expression<Func<DeviceRow, bool>> Build(SearchNode node) => node switch
    {
        SearchNode.And a => Join(Expression.AndAlso, Build(a.Left), Build(a.Right)),
        SearchNode.Or o => Join(Expression.OrElse, Build(o.Left), Build(o.Right)),
        SearchNode.Not n => Negate(Build(n.Inner)),
        SearchNode.Text t => Any(t.Value),
        SearchNode.Field f => Field(f),
        _ => d => true,
    };

    private Expression<Func<DeviceRow, bool>> Field(SearchNode.Field field)
    {
        var exact = field.Operator == SearchOperator.Equal;
        var value = field.Value;
        return field.Name switch
        {
            SearchFields.Id => Text(d => d.Key, value, exact),
            SearchFields.Oui => Text(d => d.Oui, value, exact),
            SearchFields.ProductClass => Text(d => d.ProductClass, value, exact),
            SearchFields.Serial => Text(d => d.SerialNumber, value, exact),
            SearchFields.Endpoint => Text(d => d.EndpointId, value, exact),
            SearchFields.Manufacturer => Text(d => d.Manufacturer, value, exact),
            SearchFields.Model => Text(d => d.ModelName, value, exact),
            SearchFields.Version => Version(field, d => d.SoftwareVersion),
            SearchFields.Hardware => Version(field, d => d.HardwareVersion),
            SearchFields.Subscriber => Text(d => d.Subscriber, value, exact),
            SearchFields.TimeZone => Text(d => d.TimeZone, value, exact),
            SearchFields.Ip => Join(Expression.OrElse, Text(d => d.RemoteAddress, value, exact), HostAddress(value)),
            SearchFields.Tag => Text(d => d.Tags, $" {value} ", exact: false),
            SearchFields.Mac => Mac(value),
            SearchFields.Host => HostName(value),
            SearchFields.Mud => MudUrl(value),
            SearchFields.Protocol => Protocol(value),
            SearchFields.Status => Word<DeviceStatus>(value, s => d => d.Status == s),
            SearchFields.Convergence => Word<ConvergenceState>(value, s => d => d.Convergence == s),
            SearchFields.LastContact => LastContact(field),
            _ => FirstContact(field),
        };
    }

    /// <summary>Whatever somebody on the telephone may read from a label.</summary>
    private Expression<Func<DeviceRow, bool>> Any(string value)
    {
        Expression<Func<DeviceRow, string?>>[] columns =
        [
            d => d.Key, d => d.SerialNumber, d => d.EndpointId, d => d.Manufacturer, d => d.ModelName, d => d.SoftwareVersion,
            d => d.Subscriber, d => d.RemoteAddress, d => d.Tags,
        ];
        var any = columns.Select(c => Text(c, value, exact: false)).Aggregate((a, b) => Join(Expression.OrElse, a, b));
        return Join(Expression.OrElse, Join(Expression.OrElse, any, Mac(value)), Join(Expression.OrElse, HostAddress(value), HostName(value)));
    }

    private static Expression<Func<DeviceRow, bool>> Text(Expression<Func<DeviceRow, string?>> column, string value, bool exact)
    {
        // A captured local, so that EF Core makes a parameter of it.
        var lower = value.ToLowerInvariant();
        Expression<Func<string>> wanted = () => lower;
        var lowered = Expression.Call(column.Body, ToLower);
        Expression test = exact ? Expression.Equal(lowered, wanted.Body) : Expression.Call(lowered, Contains, wanted.Body);
        var present = Expression.NotEqual(column.Body, Expression.Constant(null, typeof(string)));
        return Expression.Lambda<Func<DeviceRow, bool>>(Expression.AndAlso(present, test), column.Parameters);
    }

    private Expression<Func<DeviceRow, bool>> Version(SearchNode.Field field, Expression<Func<DeviceRow, string?>> column)
    {
        if (field.Operator is SearchOperator.Has or SearchOperator.Equal)
        {
            return Text(column, field.Value, field.Operator == SearchOperator.Equal);
        }

        var sign = field.Operator == SearchOperator.Less ? -1 : 1;
        var right = _known[field.Name].Where(v => Math.Sign(VersionOrder.Instance.Compare(v, field.Value)) == sign).ToList();
        return column.Body is MemberExpression { Member.Name: nameof(DeviceRow.SoftwareVersion) }
            ? d => right.Contains(d.SoftwareVersion!)
            : d => right.Contains(d.HardwareVersion!);
    }

    private Expression<Func<DeviceRow, bool>> Mac(string value)
    {
        var mac = value.ToLowerInvariant().Replace('-', ':');
        return d => _db.Hosts.Any(h => h.DeviceId == d.Id && h.Mac.Contains(mac));
    }

    private Expression<Func<DeviceRow, bool>> HostAddress(string value)
    {
        var address = value.ToLowerInvariant();
        return d => _db.Hosts.Any(h => h.DeviceId == d.Id && (" " + h.Addresses + " ").Contains(" " + address + " "));
    }

    private Expression<Func<DeviceRow, bool>> HostName(string value) =>
        d => _db.Hosts.Any(h => h.DeviceId == d.Id && h.HostName != null && h.HostName.Contains(value));

    private Expression<Func<DeviceRow, bool>> MudUrl(string value)
    {
        if (Enum.TryParse<MudHostState>(value, ignoreCase: true, out var state) && !char.IsAsciiDigit(value[0]))
        {
            return d => _db.Hosts.Any(h => h.DeviceId == d.Id && h.State == state);
        }

        return d => _db.Hosts.Any(h => h.DeviceId == d.Id && h.MudUrl != null && h.MudUrl.Contains(value));
    }

    private static Expression<Func<DeviceRow, bool>> Protocol(string value)
    {
        if (!Enum.TryParse<Protocols>(value, ignoreCase: true, out var protocol) || protocol == Protocols.None)
        {
            return d => false;
        }

        // Stored as words, so sets are compared whole.
        var sets = Enum.GetValues<Protocols>().Append(Protocols.Cwmp | Protocols.Usp).Where(p => p.HasFlag(protocol)).Distinct().ToList();
        return d => sets.Contains(d.Protocols);
    }

    private static Expression<Func<DeviceRow, bool>> Word<T>(string value, Func<T, Expression<Func<DeviceRow, bool>>> test)
        where T : struct, Enum =>
        Enum.TryParse<T>(value, ignoreCase: true, out var word) && !char.IsAsciiDigit(value[0]) ? test(word) : d => false;

    private Expression<Func<DeviceRow, bool>> LastContact(SearchNode.Field field)
    {
        var at = SearchTime.Parse(field.Value, _now) ?? _now;
        return field.Operator == SearchOperator.Less
            ? d => d.LastContactAt == null || d.LastContactAt < at
            : d => d.LastContactAt > at;
    }

    private Expression<Func<DeviceRow, bool>> FirstContact(SearchNode.Field field)
    {
        var at = SearchTime.Parse(field.Value, _now) ?? _now;
        return field.Operator == SearchOperator.Less ? d => d.FirstContactAt < at : d => d.FirstContactAt > at;
    }

    private static Expression<Func<DeviceRow, bool>> Negate(Expression<Func<DeviceRow, bool>> inner) =>
        Expression.Lambda<Func<DeviceRow, bool>>(Expression.Not(inner.Body), inner.Parameters);

    private static Expression<Func<DeviceRow, bool>> Join(
        Func<Expression, Expression, Expression> how,
        Expression<Func<DeviceRow, bool>> left,
        Expression<Func<DeviceRow, bool>> right)
    {
        var body = new Rename(right.Parameters[0], left.Parameters[0]).Visit(right.Body);
        return Expression.Lambda<Func<DeviceRow, bool>>(how(left.Body, body), left.Parameters);
    }

    private sealed class Rename(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : base.VisitParameter(node);
    }
}
