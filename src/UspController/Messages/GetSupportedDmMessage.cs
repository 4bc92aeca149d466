using Usp.Messages;

namespace UspController.Messages;

/// <summary>TR-369 "The GetSupportedDM Message": what the agent can have, whether or not it has it now.</summary>
internal static class GetSupportedDmMessage
{
    public static Request Create(IEnumerable<string> paths, bool firstLevelOnly)
    {
        var get = new GetSupportedDM
        {
            FirstLevelOnly = firstLevelOnly,
            ReturnCommands = true,
            ReturnEvents = true,
            ReturnParams = true,
        };
        get.ObjPaths.AddRange(paths);
        return new Request { GetSupportedDm = get };
    }

    /// <summary>
    /// Templates with <c>{i}</c>. A table stands twice: as <c>Device.A.</c>, writable when rows can be added, and as
    /// <c>Device.A.{i}.</c>, writable when they can be deleted. A command's arguments stand below it: <c>Device.A.B().Argument</c>.
    /// </summary>
    public static IEnumerable<DiscoveredName> Read(GetSupportedDMResp response) =>
        response.ReqObjResults.SelectMany(r => r.SupportedObjs).SelectMany(ReadObject);

    private static IEnumerable<DiscoveredName> ReadObject(GetSupportedDMResp.Types.SupportedObjectResult found)
    {
        var path = found.SupportedObjPath.EndsWith('.') ? found.SupportedObjPath : found.SupportedObjPath + ".";
        if (found.IsMultiInstance && path.EndsWith(".{i}.", StringComparison.Ordinal))
        {
            yield return new DiscoveredName(path[..^4], found.Access is
                GetSupportedDMResp.Types.ObjAccessType.ObjAddDelete or GetSupportedDMResp.Types.ObjAccessType.ObjAddOnly);
        }

        yield return new DiscoveredName(path, found.Access is
            GetSupportedDMResp.Types.ObjAccessType.ObjAddDelete or GetSupportedDMResp.Types.ObjAccessType.ObjDeleteOnly);
        foreach (var parameter in found.SupportedParams)
        {
            yield return new DiscoveredName(
                path + parameter.ParamName,
                parameter.Access is not GetSupportedDMResp.Types.ParamAccessType.ParamReadOnly,
                TypeOf(parameter.ValueType));
        }

        foreach (var command in found.SupportedCommands)
        {
            yield return new DiscoveredName(path + command.CommandName, Writable: false);
            foreach (var argument in command.InputArgNames)
            {
                yield return new DiscoveredName($"{path}{command.CommandName}.{argument}", Writable: false);
            }
        }

        foreach (var told in found.SupportedEvents)
        {
            yield return new DiscoveredName(path + told.EventName, Writable: false);
        }
    }

    private static ParameterType TypeOf(GetSupportedDMResp.Types.ParamValueType type) => type switch
    {
        GetSupportedDMResp.Types.ParamValueType.ParamBase64 => ParameterType.Base64,
        GetSupportedDMResp.Types.ParamValueType.ParamBoolean => ParameterType.Boolean,
        GetSupportedDMResp.Types.ParamValueType.ParamDateTime => ParameterType.DateTime,
        GetSupportedDMResp.Types.ParamValueType.ParamDecimal => ParameterType.Decimal,
        GetSupportedDMResp.Types.ParamValueType.ParamHexBinary => ParameterType.HexBinary,
        GetSupportedDMResp.Types.ParamValueType.ParamInt => ParameterType.Int,
        GetSupportedDMResp.Types.ParamValueType.ParamLong => ParameterType.Long,
        GetSupportedDMResp.Types.ParamValueType.ParamString => ParameterType.String,
        GetSupportedDMResp.Types.ParamValueType.ParamUnsignedInt => ParameterType.UnsignedInt,
        GetSupportedDMResp.Types.ParamValueType.ParamUnsignedLong => ParameterType.UnsignedLong,
        _ => ParameterType.Unknown,
    };
}
