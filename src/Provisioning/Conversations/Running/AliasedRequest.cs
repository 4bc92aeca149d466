using Provisioning.Devices;

namespace Provisioning.Conversations.Running;

/// <summary>
/// An ordered operation whose paths name instances by alias, made into what the gateway understands: over USP search
/// expressions; over CWMP as it stands where the gateway has alias-based addressing, else instance numbers. Pure.
/// </summary>
internal static class AliasedRequest
{
    /// <summary>TR-181 <c>Device.ManagementServer.AliasBasedAddressing</c>, which every Inform of such a gateway tells.</summary>
    public static bool IsUnderstood(string root, ReportedParameters reported) =>
        reported.Value($"{root}ManagementServer.AliasBasedAddressing") is "1" or "true";

    public static bool HasAlias(OperationRequest request) => Paths(request).Any(AliasPath.Has);

    /// <summary>The table to read before <see cref="ByNumber"/>: that of the first alias of each path.</summary>
    public static IReadOnlyList<string> Tables(OperationRequest request) =>
        [.. Paths(request).Select(p => AliasPath.Table(ToBeAdded(request, p)?.Table ?? p) ?? "").Where(t => t.Length > 0).Distinct(StringComparer.Ordinal)];

    public static OperationRequest ForUsp(OperationRequest request) => Mapped(WithAliasAsValue(request), AliasPath.ForUsp);

    /// <returns>Null, and the path whose alias nothing has.</returns>
    public static OperationRequest? ByNumber(OperationRequest request, ReportedParameters reported, out string? unknown)
    {
        string? missing = null;
        var resolved = Mapped(WithAliasAsValue(request), path =>
        {
            var known = AliasPath.Resolve(path, reported);
            missing ??= known is null ? path : null;
            return known ?? path;
        });
        unknown = missing;
        return missing is null ? resolved : null;
    }

    /// <summary>A row that is to be added under an alias: what does not know aliases adds it, and is told its alias as a value.</summary>
    private static OperationRequest WithAliasAsValue(OperationRequest request) =>
        request.Path is { } path && ToBeAdded(request, path) is var (table, alias)
            ? request with { Path = table, Values = [new ParameterValue("Alias", alias, ParameterType.String), .. (request.Values ?? []).Where(v => v.Path != "Alias")] }
            : request;

    private static (string Table, string Alias)? ToBeAdded(OperationRequest request, string path) =>
        request.Type == OperationTypes.AddInstance && ReferenceEquals(path, request.Path) ? AliasPath.Last(path) : null;

    private static IEnumerable<string> Paths(OperationRequest request) =>
        (request.Paths ?? [])
            .Concat(request.Path is { } path ? [path] : [])
            .Concat(request.Type == OperationTypes.AddInstance ? [] : (request.Values ?? []).Select(v => v.Path))
            .Concat((request.Attributes ?? []).Select(a => a.Path));

    private static OperationRequest Mapped(OperationRequest request, Func<string, string> map) => request with
    {
        Paths = request.Paths is null ? null : [.. request.Paths.Select(map)],
        Path = request.Path is null ? null : map(request.Path),
        Values = request.Values is null || request.Type == OperationTypes.AddInstance ? request.Values : [.. request.Values.Select(v => v with { Path = map(v.Path) })],
        Attributes = request.Attributes is null ? null : [.. request.Attributes.Select(a => a with { Path = map(a.Path) })],
    };
}
