using CpeSimulator.DataModels;
using CpeSimulator.Usp.Trust;
using Usp.Messages;

namespace CpeSimulator.Usp.Requests;

/// <summary>Set (TR-369 §13.4.2): each object all or nothing; without allow_partial the whole message.</summary>
internal static class SetRequest
{
    public static SetResp Answer(Gateway gateway, Grants grants, Set request)
    {
        if (!request.AllowPartial)
        {
            return gateway.Model.Atomically(() => SetAll(gateway, grants, request));
        }

        return SetAll(gateway, grants, request);
    }

    private static SetResp SetAll(Gateway gateway, Grants grants, Set request)
    {
        var answer = new SetResp();
        var error = new UspErrorException(7004, "Invalid arguments");
        foreach (var wanted in request.UpdateObjs)
        {
            var result = new SetResp.Types.UpdatedObjectResult { RequestedPath = wanted.ObjPath, OperStatus = new() };
            try
            {
                var nodes = PathResolver.Resolve(gateway.Model, wanted.ObjPath).OfType<ObjectNode>().ToList();
                result.OperStatus.OperSuccess = gateway.Model.Atomically(() => SetOne(gateway, grants, wanted, nodes));
            }
            catch (DataModelException e) when (!request.AllowPartial && e.UspCode == 7016)
            {
                throw new UspErrorException(7016, e.Message) { Parameters = { Fault(e) } };
            }
            catch (DataModelException e)
            {
                error.Parameters.Add(Fault(e));
                result.OperStatus.OperFailure = new()
                {
                    ErrCode = 7021,
                    ErrMsg = e.Message,
                    UpdatedInstFailures = { Failure(wanted.ObjPath, e) },
                };
            }

            answer.UpdatedObjResults.Add(result);
        }

        return request.AllowPartial || error.Parameters.Count == 0 ? answer : throw error;
    }

    private static SetResp.Types.UpdatedObjectResult.Types.OperationStatus.Types.OperationSuccess SetOne(
        Gateway gateway, Grants grants, Set.Types.UpdateObject wanted, IReadOnlyList<ObjectNode> nodes)
    {
        var success = new SetResp.Types.UpdatedObjectResult.Types.OperationStatus.Types.OperationSuccess();
        foreach (var node in nodes)
        {
            var updated = new SetResp.Types.UpdatedInstanceResult { AffectedPath = node.Path };
            foreach (var setting in wanted.ParamSettings)
            {
                try
                {
                    grants.Demand(node.Path + setting.Param, Right.Param, 'w');
                    gateway.Access.Set(node.Path + setting.Param, setting.Value);
                    updated.UpdatedParams[setting.Param] = gateway.Model.Get(node.Path + setting.Param);
                }
                catch (DataModelException e) when (!setting.Required)
                {
                    updated.ParamErrs.Add(new SetResp.Types.ParameterError { Param = setting.Param, ErrCode = (uint)e.UspCode, ErrMsg = e.Message });
                }
            }

            success.UpdatedInstResults.Add(updated);
        }

        return success;
    }

    private static Error.Types.ParamError Fault(DataModelException e) => new() { ParamPath = e.Path, ErrCode = (uint)e.UspCode, ErrMsg = e.Message };

    private static SetResp.Types.UpdatedInstanceFailure Failure(string path, DataModelException e) => new()
    {
        AffectedPath = path,
        ParamErrs = { new SetResp.Types.ParameterError { Param = e.Path.Split('.')[^1], ErrCode = (uint)e.UspCode, ErrMsg = e.Message } },
    };
}
