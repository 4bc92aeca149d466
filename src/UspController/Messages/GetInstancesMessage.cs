using Usp.Messages;

namespace UspController.Messages;

/// <summary>TR-369 "The GetInstances Message".</summary>
internal static class GetInstancesMessage
{
    /// <param name="tables">Paths of tables: other objects are an error (7018).</param>
    public static Request Create(IEnumerable<string> tables, bool firstLevelOnly)
    {
        var get = new GetInstances { FirstLevelOnly = firstLevelOnly };
        get.ObjPaths.AddRange(tables);
        return new Request { GetInstances = get };
    }

    /// <summary>Instance paths, each ending with a dot.</summary>
    public static IEnumerable<string> Read(GetInstancesResp response) =>
        from requested in response.ReqPathResults
        from instance in requested.CurrInsts
        let path = instance.InstantiatedObjPath
        where path.Length > 0
        select path.EndsWith('.') ? path : path + ".";
}
