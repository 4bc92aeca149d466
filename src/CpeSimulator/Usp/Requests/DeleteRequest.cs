using CpeSimulator.DataModels;
using CpeSimulator.Usp.Trust;
using Usp.Messages;

namespace CpeSimulator.Usp.Requests;

/// <summary>Delete (TR-369 §13.4.4); what is not there is deleted already.</summary>
internal static class DeleteRequest
{
    public static DeleteResp Answer(Gateway gateway, Grants grants, Delete request) =>
        request.AllowPartial ? DeleteAll(gateway, grants, request) : gateway.Model.Atomically(() => DeleteAll(gateway, grants, request));

    private static DeleteResp DeleteAll(Gateway gateway, Grants grants, Delete request)
    {
        var answer = new DeleteResp();
        var error = new UspErrorException(7004, "Invalid arguments");
        foreach (var path in request.ObjPaths)
        {
            var result = new DeleteResp.Types.DeletedObjectResult { RequestedPath = path, OperStatus = new() };
            try
            {
                var success = new DeleteResp.Types.DeletedObjectResult.Types.OperationStatus.Types.OperationSuccess();
                foreach (var row in Rows(gateway.Model, path))
                {
                    grants.Demand(row.Path, Right.InstantiatedObj, 'w');
                    gateway.Access.Delete(row.Path);
                    success.AffectedPaths.Add(row.Path);
                }

                result.OperStatus.OperSuccess = success;
            }
            catch (DataModelException e)
            {
                error.Parameters.Add(new Error.Types.ParamError { ParamPath = path, ErrCode = (uint)e.UspCode, ErrMsg = e.Message });
                result.OperStatus.OperFailure = new() { ErrCode = (uint)e.UspCode, ErrMsg = e.Message };
            }

            answer.DeletedObjResults.Add(result);
        }

        return request.AllowPartial || error.Parameters.Count == 0 ? answer : throw error;
    }

    private static IReadOnlyList<ObjectNode> Rows(DataModel model, string path)
    {
        try
        {
            var found = PathResolver.Resolve(model, path);
            return found.All(f => f is ObjectNode { Table: not null }) ? [.. found.Cast<ObjectNode>()] : throw DataModelException.UnknownPath(path);
        }
        catch (DataModelException e) when (e.UspCode == 7016)
        {
            return [];
        }
    }
}
