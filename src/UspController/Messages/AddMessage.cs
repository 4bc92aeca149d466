using Usp.Messages;

namespace UspController.Messages;

/// <summary>TR-369 "The Add Message".</summary>
internal static class AddMessage
{
    /// <param name="allowPartial">False: every object or none.</param>
    /// <param name="optional">Names of parameters without which the object is still wanted.</param>
    public static Request Create(IEnumerable<NewInstance> instances, bool allowPartial = false, IReadOnlySet<string>? optional = null)
    {
        var add = new Add { AllowPartial = allowPartial };
        foreach (var instance in instances)
        {
            var create = new Add.Types.CreateObject { ObjPath = instance.Table };
            create.ParamSettings.AddRange(instance.Values.Select(v => new Add.Types.CreateParamSetting
            {
                Param = v.Path,
                Value = v.Value,
                Required = optional?.Contains(v.Path) is not true,
            }));
            add.CreateObjs.Add(create);
        }

        return new Request { Add = add };
    }

    /// <summary>Instance paths in the order of the request, null where nothing was made; and the first failure with every culprit.</summary>
    public static (IReadOnlyList<string?> Paths, Fault? Fault) Read(AddResp response, IReadOnlyList<NewInstance> instances)
    {
        var paths = new string?[instances.Count];
        var culprits = new List<ParameterFault>();
        Fault? first = null;
        var taken = new bool[instances.Count];
        foreach (var result in response.CreatedObjResults)
        {
            // Results of one table come in the order asked for; those of different tables need not.
            var at = Array.FindIndex(taken, 0, t => !t);
            for (var i = 0; i < instances.Count; i++)
            {
                if (!taken[i] && instances[i].Table == result.RequestedPath)
                {
                    at = i;
                    break;
                }
            }

            if (at < 0)
            {
                break;
            }

            taken[at] = true;
            if (result.OperStatus?.OperSuccess is { InstantiatedPath.Length: > 0 } success)
            {
                paths[at] = success.InstantiatedPath.EndsWith('.') ? success.InstantiatedPath : success.InstantiatedPath + ".";
                culprits.AddRange(success.ParamErrs.Select(e => UspFault.Culprit(paths[at] + e.Param, e.ErrCode, e.ErrMsg)));
            }
            else if (result.OperStatus?.OperFailure is { } failure)
            {
                first ??= UspFault.Create(failure.ErrCode, failure.ErrMsg);
                culprits.Add(UspFault.Culprit(result.RequestedPath, failure.ErrCode, failure.ErrMsg));
            }
        }

        if (first is null && culprits.Count == 0 && Array.TrueForAll(paths, p => p is not null))
        {
            return (paths, null);
        }

        first ??= UspFault.Create(culprits.Count > 0 ? 7004u : 7017u, "Not everything was created as asked.");
        return (paths, first with { Parameters = culprits });
    }
}
