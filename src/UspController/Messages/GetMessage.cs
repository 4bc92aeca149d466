using Usp.Messages;

namespace UspController.Messages;

/// <summary>TR-369 "The Get Message".</summary>
internal static class GetMessage
{
    public static Request Create(IEnumerable<string> paths)
    {
        // max_depth stays 0: an object path reads its whole subtree.
        var get = new Get();
        get.ParamPaths.AddRange(paths);
        return new Request { Get = get };
    }

    /// <summary>Adds what was read, as full paths, and what the agent says it does not have.</summary>
    public static void Read(GetResp response, ICollection<ParameterValue> values, ICollection<ParameterFault> missing)
    {
        foreach (var requested in response.ReqPathResults)
        {
            if (requested.ErrCode != 0)
            {
                missing.Add(UspFault.Culprit(requested.RequestedPath, requested.ErrCode, requested.ErrMsg));
            }

            foreach (var resolved in requested.ResolvedPathResults)
            {
                foreach (var (name, value) in resolved.ResultParams)
                {
                    values.Add(new ParameterValue(resolved.ResolvedPath + name, value));
                }
            }
        }
    }
}
