using Provisioning.DataModels.Capabilities;
using Provisioning.Devices;

namespace Provisioning.Conversations.Running;

/// <summary>An ordered operation that names capabilities, made into one that names this gateway's parameters. Pure.</summary>
internal static class CapabilityRequest
{
    public static bool Has(OperationRequest request) =>
        (request.Values ?? []).Any(v => IsName(v.Path)) || (request.Paths ?? []).Any(IsName);

    /// <summary>What has to be read before <see cref="Resolve"/>, unless it was read a moment ago.</summary>
    public static IReadOnlyList<string> Reads(OperationRequest request, CapabilityMap map) =>
    [
        .. Names(request).Select(n => CapabilityName.Read(n)?.Group).OfType<string>().Distinct(StringComparer.Ordinal)
            .Where(map.Groups.ContainsKey).SelectMany(g => map.Reads(map.Groups[g])).Distinct(StringComparer.Ordinal),
    ];

    /// <returns>Null, and what is wrong with it.</returns>
    public static OperationRequest? Resolve(OperationRequest request, CapabilityMap map, ReportedParameters reported, out string wrong)
    {
        wrong = "";
        var values = new List<ParameterValue>();
        foreach (var value in request.Values ?? [])
        {
            if (!IsName(value.Path))
            {
                values.Add(value);
            }
            else if (CapabilityView.Write(map, reported, value.Path[CapabilityName.Prefix.Length..], value.Value, out wrong) is { } parameter)
            {
                values.Add(parameter);
            }
            else
            {
                return null;
            }
        }

        var paths = new List<string>();
        foreach (var path in request.Paths ?? [])
        {
            if (!IsName(path))
            {
                paths.Add(path);
            }
            else if (CapabilityName.Read(path[CapabilityName.Prefix.Length..]) is var (name, _, _) && map.Groups.TryGetValue(name, out var group))
            {
                paths.AddRange(map.Reads(group));
            }
            else
            {
                wrong = $"{path[CapabilityName.Prefix.Length..]}: the data model {map.Name} has no such capability.";
                return null;
            }
        }

        return request with { Values = request.Values is null ? null : values, Paths = request.Paths is null ? null : [.. paths.Distinct(StringComparer.Ordinal)] };
    }

    private static IEnumerable<string> Names(OperationRequest request) =>
        (request.Values ?? []).Select(v => v.Path).Concat(request.Paths ?? []).Where(IsName).Select(p => p[CapabilityName.Prefix.Length..]);

    private static bool IsName(string path) => path.StartsWith(CapabilityName.Prefix, StringComparison.Ordinal);
}
