using CpeSimulator.DataModels;
using CpeSimulator.Usp.Trust;
using Usp.Messages;

namespace CpeSimulator.Usp.Requests;

/// <summary>GetInstances (TR-369 §13.4.6).</summary>
internal static class GetInstancesRequest
{
    public static GetInstancesResp Answer(Gateway gateway, Grants grants, GetInstances request)
    {
        var answer = new GetInstancesResp();
        foreach (var path in request.ObjPaths)
        {
            var result = new GetInstancesResp.Types.RequestedPathResult { RequestedPath = path };
            try
            {
                foreach (var row in gateway.Model.Atomically(() => Rows(gateway.Model, path, request.FirstLevelOnly)).Where(r => grants.May(r.Path, Right.InstantiatedObj, 'r')))
                {
                    var instance = new GetInstancesResp.Types.CurrInstance { InstantiatedObjPath = row.Path };
                    instance.UniqueKeys.Add(Mutate.Keys(gateway.Model, row).ToDictionary(StringComparer.Ordinal));
                    result.CurrInsts.Add(instance);
                }
            }
            catch (DataModelException e)
            {
                result.ErrCode = e.UspCode == 7016 ? 7026 : (uint)e.UspCode;
                result.ErrMsg = e.Message;
            }

            answer.ReqPathResults.Add(result);
        }

        return answer;
    }

    private static List<ObjectNode> Rows(DataModel model, string path, bool firstLevelOnly)
    {
        var found = PathResolver.Resolve(model, path);
        var top = found.SelectMany(f => f is ObjectTable t ? t.Rows : [(ObjectNode)f]);
        var all = firstLevelOnly && found.All(f => f is ObjectTable) ? top : top.SelectMany(n => n.SelfAndDescendants());
        return [.. all.Where(n => n.Table is not null)];
    }
}
