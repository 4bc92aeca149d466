using Provisioning.Mud.Model;

namespace Provisioning.Mud.Parsing;

/// <summary><c>source-port</c> and <c>destination-port</c> (RFC 8519 packet-fields, port-range-or-operator) as ranges.</summary>
internal static class PortReader
{
    /// <returns>Null where it could not be read; the log says why.</returns>
    public static IReadOnlyList<PortRange>? Read(PositionedNode node, DiagnosticLog log)
    {
        if (!node.IsObject)
        {
            return Fail(node, log, "is not an object");
        }

        var fields = new ObjectReader(node, "ietf-access-control-list", log);
        var operatorNode = fields.Take("operator");
        var portNode = fields.Take("port");
        var lowerNode = fields.Take("lower-port");
        var upperNode = fields.Take("upper-port");
        if (fields.Rest.FirstOrDefault() is { } unknown)
        {
            return Fail(unknown, log, $"is not known in '{node.Name}'");
        }

        int lower = 0, upper = 0, port = 0;
        if ((portNode is not null && !Leaves.TryNumber(portNode, ushort.MaxValue, log, out port)) ||
            (lowerNode is not null && !Leaves.TryNumber(lowerNode, ushort.MaxValue, log, out lower)) ||
            (upperNode is not null && !Leaves.TryNumber(upperNode, ushort.MaxValue, log, out upper)))
        {
            return Fail(node, log, "has a port that is not a number from 0 to 65535");
        }

        var op = operatorNode is null ? null : Operator(operatorNode, log);
        return (portNode, lowerNode, upperNode) switch
        {
            (not null, null, null) => ByOperator(node, op ?? "eq", port, log),
            (null, not null, not null) => ByRange(node, op, lower, upper, log),
            (null, not null, null) when op is null or "eq" => LowerAlone(lowerNode, lower, log),
            (not null, _, _) => Fail(node, log, "holds both a port and a range"),
            _ => Fail(node, log, "holds neither 'port' nor both 'lower-port' and 'upper-port'"),
        };
    }

    private static string Operator(PositionedNode node, DiagnosticLog log)
    {
        var op = Leaves.Identity(node)?.ToLowerInvariant() ?? "?";
        if (node.IsString && !string.Equals(op, node.Text, StringComparison.Ordinal))
        {
            // An enumeration, not an identity: it has no module either.
            log.Repair(MudCodes.Port, node, $"'operator' is case-sensitive; write '{op}'.", MudRepairs.LetterCase);
        }

        return op;
    }

    private static IReadOnlyList<PortRange>? ByOperator(PositionedNode node, string op, int port, DiagnosticLog log) => op switch
    {
        "eq" => [Range(port, port)],
        "lte" => [Range(0, port)],
        "gte" => [Range(port, ushort.MaxValue)],
        "neq" => [.. Others(port)],
        _ => Fail(node, log, "has an 'operator' other than eq, neq, lte and gte"),
    };

    private static IReadOnlyList<PortRange>? ByRange(PositionedNode node, string? op, int lower, int upper, DiagnosticLog log)
    {
        if (lower > upper)
        {
            return Fail(node, log, $"has lower-port {lower} above upper-port {upper}");
        }

        if (op is not null)
        {
            // "range" is what some generators write; any other operator means something else than the range.
            if (op != "range" && !(op == "eq" && lower == upper))
            {
                return Fail(node, log, "has an operator that contradicts its range");
            }

            log.Repair(MudCodes.Port, node, $"'{node.Name}' holds a range; leave 'operator' out.", MudRepairs.OperatorWithRange);
        }

        return [Range(lower, upper)];
    }

    private static IReadOnlyList<PortRange> LowerAlone(PositionedNode node, int lower, DiagnosticLog log)
    {
        log.Repair(
            MudCodes.Port, node, $"'lower-port' stands alone; write \"operator\": \"eq\", \"port\": {lower}.", MudRepairs.LowerPortAlone);
        return [Range(lower, lower)];
    }

    private static IEnumerable<PortRange> Others(int port)
    {
        if (port > 0)
        {
            yield return Range(0, port - 1);
        }

        if (port < ushort.MaxValue)
        {
            yield return Range(port + 1, ushort.MaxValue);
        }
    }

    private static PortRange Range(int first, int last) => new((ushort)first, (ushort)last);

    private static IReadOnlyList<PortRange>? Fail(PositionedNode node, DiagnosticLog log, string what)
    {
        log.Error(MudCodes.Port, node, $"'{node.Name}' {what}.");
        return null;
    }
}
