using Usp.Messages;

namespace UspController.Messages;

/// <summary>TR-369 "The Delete Message": all or nothing.</summary>
internal static class DeleteMessage
{
    public static Request Create(IEnumerable<string> paths)
    {
        var delete = new Delete { AllowPartial = false };
        delete.ObjPaths.AddRange(paths);
        return new Request { Delete = delete };
    }

    /// <summary>The requested paths that are gone now. One that was not there succeeds without affected paths: gone as well.</summary>
    public static (IReadOnlyList<string> Paths, Fault? Fault) Read(DeleteResp response)
    {
        var gone = new List<string>();
        var culprits = new List<ParameterFault>();
        foreach (var result in response.DeletedObjResults)
        {
            if (result.OperStatus?.OperFailure is { } failure)
            {
                culprits.Add(UspFault.Culprit(result.RequestedPath, failure.ErrCode, failure.ErrMsg));
            }
            else if (result.OperStatus?.OperSuccess is { UnaffectedPathErrs.Count: > 0 } partly)
            {
                culprits.AddRange(partly.UnaffectedPathErrs.Select(e => UspFault.Culprit(e.UnaffectedPath, e.ErrCode, e.ErrMsg)));
            }
            else
            {
                gone.Add(result.RequestedPath);
            }
        }

        return (gone, culprits.Count == 0 ? null : UspFault.Create(7024, "Not everything was deleted.", culprits));
    }
}
