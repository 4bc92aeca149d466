using Usp.Messages;

namespace UspController.Messages;

/// <summary>TR-369 "The Set Message": all or nothing.</summary>
internal static class SetMessage
{
    public static Request Create(IEnumerable<ParameterValue> values)
    {
        var set = new Set { AllowPartial = false };
        foreach (var group in values.GroupBy(v => ParameterPath.Parent(v.Path), StringComparer.Ordinal))
        {
            var update = new Set.Types.UpdateObject { ObjPath = group.Key };
            update.ParamSettings.AddRange(group.Select(v => new Set.Types.UpdateParamSetting
            {
                Param = ParameterPath.Name(v.Path),
                Value = v.Value,
                Required = true,
            }));
            set.UpdateObjs.Add(update);
        }

        return new Request { Set = set };
    }

    /// <summary>The first failure with every culprit, or null: all was written.</summary>
    public static Fault? Read(SetResp response)
    {
        var culprits = new List<ParameterFault>();
        SetResp.Types.UpdatedObjectResult.Types.OperationStatus.Types.OperationFailure? first = null;
        foreach (var result in response.UpdatedObjResults)
        {
            if (result.OperStatus?.OperFailure is { } failure)
            {
                first ??= failure;
                foreach (var instance in failure.UpdatedInstFailures)
                {
                    AddCulprits(culprits, instance.AffectedPath, instance.ParamErrs);
                }

                if (failure.UpdatedInstFailures.Count == 0)
                {
                    culprits.Add(UspFault.Culprit(result.RequestedPath, failure.ErrCode, failure.ErrMsg));
                }
            }

            foreach (var instance in result.OperStatus?.OperSuccess?.UpdatedInstResults ?? [])
            {
                AddCulprits(culprits, instance.AffectedPath, instance.ParamErrs);
            }
        }

        return first is not null ? UspFault.Create(first.ErrCode, first.ErrMsg, culprits)
            : culprits.Count > 0 ? UspFault.Create(7004, "Not every parameter was written.", culprits)
            : null;
    }

    private static void AddCulprits(List<ParameterFault> culprits, string path, IEnumerable<SetResp.Types.ParameterError> errors) =>
        culprits.AddRange(errors.Select(e => UspFault.Culprit(path + e.Param, e.ErrCode, e.ErrMsg)));
}
