using CpeSimulator.DataModels;
using CpeSimulator.Usp.Trust;
using Usp.Messages;

namespace CpeSimulator.Usp.Requests;

/// <summary>Get (TR-369 §13.4.1).</summary>
internal static class GetRequest
{
    public static GetResp Answer(Gateway gateway, Grants grants, Get request)
    {
        var answer = new GetResp();
        foreach (var path in request.ParamPaths)
        {
            var result = new GetResp.Types.RequestedPathResult { RequestedPath = path };
            try
            {
                result.ResolvedPathResults.AddRange(gateway.Model.Atomically(() => Read(gateway.Model, grants, path, (int)Math.Min(request.MaxDepth, 100))));
            }
            catch (DataModelException e)
            {
                // As the reference agent: an absent row is 7026 too.
                result.ErrCode = e.UspCode == 7016 ? 7026 : (uint)e.UspCode;
                result.ErrMsg = e.Message;
            }

            answer.ReqPathResults.Add(result);
        }

        return answer;
    }

    private static List<GetResp.Types.ResolvedPathResult> Read(DataModel model, Grants grants, string path, int maxDepth)
    {
        var parts = PathResolver.Split(path);
        if (!grants.MayAnywhere(path, path.EndsWith('.') ? Right.Obj : Right.Param, 'r'))
        {
            // R-GET.1: as if it were not in the data model.
            throw DataModelException.UnknownPath(path);
        }

        if (PathResolver.TemplateOf(model, path) is not null)
        {
            var nodes = PathResolver.Resolve(model, path).SelectMany(found => found is ObjectTable t ? t.Rows : [(ObjectNode)found]);
            return [.. nodes.SelectMany(top => Descend(top, maxDepth)).Where(n => grants.May(n.Path, Right.Obj, 'r')).Select(n => Result(model, grants, n, null)).Where(r => r.ResultParams.Count > 0)];
        }

        var owner = parts.Count > 1 ? string.Join('.', parts[..^1]) + "." : "";
        var template = PathResolver.TemplateOf(model, owner);
        if (template is null || !template.Parameters.ContainsKey(parts[^1]))
        {
            throw DataModelException.UnknownPath(path);
        }

        return [.. PathResolver.Resolve(model, owner).OfType<ObjectNode>().Select(n => Result(model, grants, n, parts[^1]))];
    }

    private static IEnumerable<ObjectNode> Descend(ObjectNode top, int maxDepth)
    {
        var depth = top.Path.Count(c => c == '.');
        return top.SelfAndDescendants().Where(n => maxDepth == 0 || n.Path.Count(c => c == '.') - depth < maxDepth);
    }

    private static GetResp.Types.ResolvedPathResult Result(DataModel model, Grants grants, ObjectNode node, string? only)
    {
        var result = new GetResp.Types.ResolvedPathResult { ResolvedPath = node.Path };
        foreach (var parameter in model.ReadOne(node).Where(p => (only is null || p.Template.Name == only) && grants.May(node.Path + p.Template.Name, Right.Param, 'r')))
        {
            result.ResultParams.Add(parameter.Template.Name, parameter.Value);
        }

        return result;
    }
}
