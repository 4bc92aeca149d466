using Usp.Messages;
using UspController.Messages;

namespace UspController.Agents.Errands;

/// <summary>What can be (GetSupportedDM), then what is (GetInstances of the tables found).</summary>
internal sealed class DiscoverErrand(Operation.Discover discover) : OperationErrand(discover)
{
    private readonly List<DiscoveredName> _names = [];

    private readonly string _template = ParameterPath.Template(discover.Path);

    public override Request Begin() => GetSupportedDmMessage.Create([_template], discover.NextLevelOnly);

    public override Request? Continue(Reply reply)
    {
        switch (reply)
        {
            case Reply.Answered { Response.GetSupportedDmResp: { } response }:
                var refused = response.ReqObjResults.FirstOrDefault(r => r.ErrCode != 0);
                if (refused is not null)
                {
                    return Fail(UspFault.Create(refused.ErrCode, refused.ErrMsg, [UspFault.Culprit(refused.ReqObjPath, refused.ErrCode, refused.ErrMsg)]));
                }

                _names.AddRange(GetSupportedDmMessage.Read(response));
                var tables = Tables();
                return tables.Count == 0 ? Done() : GetInstancesMessage.Create(tables, discover.NextLevelOnly);

            case Reply.Answered { Response.GetInstancesResp: { } response }:
                var writable = _names.Where(n => n.Path.EndsWith(".{i}.", StringComparison.Ordinal))
                    .GroupBy(n => n.Path, StringComparer.Ordinal)
                    .ToDictionary(g => g.Key, g => g.First().Writable, StringComparer.Ordinal);
                _names.AddRange(GetInstancesMessage.Read(response)
                    .Select(path => new DiscoveredName(path, writable.GetValueOrDefault(ParameterPath.Template(path)))));
                return Done();

            default:
                return Fail(FaultOf(reply, _names.Count == 0 ? "GetSupportedDM" : "GetInstances"));
        }
    }

    private Request? Done() => Finish(new Outcome.Discovered(discover.Id, discover.Path, _names));

    /// <summary>The outermost tables below the path, with the path's own instance numbers: GetInstances lists the nested ones itself.</summary>
    private List<string> Tables() => _names
        .Where(n => n.Path.StartsWith(_template, StringComparison.Ordinal) && !n.Path.Contains("()", StringComparison.Ordinal))
        .Select(n => n.Path[_template.Length..])
        .Where(rest => rest.Contains("{i}.", StringComparison.Ordinal))
        .Select(rest => discover.Path + rest[..rest.IndexOf("{i}.", StringComparison.Ordinal)])
        .Distinct(StringComparer.Ordinal)
        .ToList();
}
