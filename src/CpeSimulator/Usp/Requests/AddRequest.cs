using CpeSimulator.DataModels;
using CpeSimulator.Usp.Trust;
using Usp.Messages;

namespace CpeSimulator.Usp.Requests;

/// <summary>Add (TR-369 §13.4.3).</summary>
internal static class AddRequest
{
    public static AddResp Answer(Gateway gateway, Grants grants, Add request) =>
        request.AllowPartial ? AddAll(gateway, grants, request) : gateway.Model.Atomically(() => AddAll(gateway, grants, request));

    private static AddResp AddAll(Gateway gateway, Grants grants, Add request)
    {
        var answer = new AddResp();
        var error = new UspErrorException(7004, "Invalid arguments");
        foreach (var wanted in request.CreateObjs)
        {
            var result = new AddResp.Types.CreatedObjectResult { RequestedPath = wanted.ObjPath, OperStatus = new() };
            try
            {
                result.OperStatus.OperSuccess = gateway.Model.Atomically(() => AddOne(gateway, grants, wanted));
            }
            catch (DataModelException e)
            {
                var blamed = e.Path.StartsWith(wanted.ObjPath, StringComparison.Ordinal) && e.Path.Length > wanted.ObjPath.Length
                    // The row was not made: its number would mislead.
                    ? wanted.ObjPath + "{i}." + e.Path.Split('.')[^1] : e.Path;
                error.Parameters.Add(new Error.Types.ParamError { ParamPath = blamed, ErrCode = (uint)e.UspCode, ErrMsg = e.Message });
                result.OperStatus.OperFailure = new() { ErrCode = (uint)e.UspCode, ErrMsg = e.Message };
            }

            answer.CreatedObjResults.Add(result);
        }

        return request.AllowPartial || error.Parameters.Count == 0 ? answer : throw error;
    }

    private static AddResp.Types.CreatedObjectResult.Types.OperationStatus.Types.OperationSuccess AddOne(Gateway gateway, Grants grants, Add.Types.CreateObject wanted)
    {
        var tables = PathResolver.Resolve(gateway.Model, wanted.ObjPath).OfType<ObjectTable>().ToList();
        var table = tables.Count == 1 ? tables[0] : throw DataModelException.UnknownPath(wanted.ObjPath);
        grants.Demand(table.Path, Right.Obj, 'w');
        var row = gateway.Access.Add(table.Path);
        var success = new AddResp.Types.CreatedObjectResult.Types.OperationStatus.Types.OperationSuccess { InstantiatedPath = row.Path };
        foreach (var setting in wanted.ParamSettings)
        {
            try
            {
                grants.Demand(row.Path + setting.Param, Right.Param, 'w');
                gateway.Access.Set(row.Path + setting.Param, setting.Value);
            }
            catch (DataModelException e) when (!setting.Required)
            {
                success.ParamErrs.Add(new AddResp.Types.ParameterError { Param = setting.Param, ErrCode = (uint)e.UspCode, ErrMsg = e.Message });
            }
        }

        if (row.Template.Path == "Device.LocalAgent.Subscription.{i}.")
        {
            gateway.Model.Write(row.Path + "Recipient", "Device.LocalAgent.Controller.1");
        }

        foreach (var (name, value) in Mutate.Keys(gateway.Model, row))
        {
            success.UniqueKeys[name] = value;
        }

        return success;
    }
}
