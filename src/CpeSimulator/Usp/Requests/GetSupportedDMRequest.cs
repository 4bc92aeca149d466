using CpeSimulator.DataModels;
using CpeSimulator.Usp.Trust;
using Usp.Messages;

namespace CpeSimulator.Usp.Requests;

/// <summary>GetSupportedDM (TR-369 §13.4.7).</summary>
internal static class GetSupportedDMRequest
{
    public static GetSupportedDMResp Answer(Gateway gateway, Grants grants, GetSupportedDM request)
    {
        var answer = new GetSupportedDMResp();
        foreach (var path in request.ObjPaths)
        {
            var result = new GetSupportedDMResp.Types.RequestedObjectResult
            {
                ReqObjPath = path,
                DataModelInstUri = "urn:broadband-forum-org:tr-181-2-18-0",
            };
            if (PathResolver.TemplateOf(gateway.Model, path) is { } top && grants.MayAnywhere(top.Path, Right.Obj, 'r'))
            {
                var templates = request.FirstLevelOnly ? top.Children.Values.Prepend(top) : Descend(top);
                result.SupportedObjs.AddRange(templates.Where(t => grants.May(t.Path, Right.Obj, 'r')).Select(t => Describe(t, grants, request)));
            }
            else
            {
                result.ErrCode = 7026;
                result.ErrMsg = "Path is not in the data model";
            }

            answer.ReqObjResults.Add(result);
        }

        return answer;
    }

    private static IEnumerable<ObjectTemplate> Descend(ObjectTemplate top) =>
        top.Children.Values.SelectMany(Descend).Prepend(top);

    private static GetSupportedDMResp.Types.SupportedObjectResult Describe(ObjectTemplate template, Grants grants, GetSupportedDM request)
    {
        var described = new GetSupportedDMResp.Types.SupportedObjectResult
        {
            SupportedObjPath = template.Path,
            IsMultiInstance = template.IsTable,
            Access = template is { IsTable: true, Writable: true }
                ? GetSupportedDMResp.Types.ObjAccessType.ObjAddDelete : GetSupportedDMResp.Types.ObjAccessType.ObjReadOnly,
        };
        if (request.ReturnParams)
        {
            described.SupportedParams.AddRange(template.Parameters.Values.Where(p => grants.May(template.Path + p.Name, Right.Param, 'r')).Select(p => new GetSupportedDMResp.Types.SupportedParamResult
            {
                ParamName = p.Name,
                Access = p.Writable ? GetSupportedDMResp.Types.ParamAccessType.ParamReadWrite : GetSupportedDMResp.Types.ParamAccessType.ParamReadOnly,
                ValueType = TypeOf(p.Syntax.XsdType),
                ValueChange = GetSupportedDMResp.Types.ValueChangeType.ValueChangeAllowed,
            }));
        }

        if (request.ReturnCommands)
        {
            foreach (var command in template.Commands.Where(c => grants.May(template.Path + c.Name, Right.CommandEvent, 'r')))
            {
                described.SupportedCommands.Add(new GetSupportedDMResp.Types.SupportedCommandResult
                {
                    CommandName = command.Name,
                    CommandType = command.IsAsync ? GetSupportedDMResp.Types.CmdType.CmdAsync : GetSupportedDMResp.Types.CmdType.CmdSync,
                    InputArgNames = { command.Inputs },
                    OutputArgNames = { command.Outputs },
                });
            }
        }

        if (request.ReturnEvents)
        {
            described.SupportedEvents.AddRange(template.Events.Where(e => grants.May(template.Path + e.Name, Right.CommandEvent, 'r')).Select(e =>
                new GetSupportedDMResp.Types.SupportedEventResult { EventName = e.Name, ArgNames = { e.Arguments } }));
        }

        if (request.ReturnUniqueKeySets)
        {
            described.UniqueKeySets.AddRange(template.UniqueKeys.Select(k => new GetSupportedDMResp.Types.SupportedUniqueKeySet { KeyNames = { k } }));
        }

        return described;
    }

    private static GetSupportedDMResp.Types.ParamValueType TypeOf(string xsd) => xsd switch
    {
        "boolean" => GetSupportedDMResp.Types.ParamValueType.ParamBoolean,
        "int" => GetSupportedDMResp.Types.ParamValueType.ParamInt,
        "unsignedInt" => GetSupportedDMResp.Types.ParamValueType.ParamUnsignedInt,
        "dateTime" => GetSupportedDMResp.Types.ParamValueType.ParamDateTime,
        "hexBinary" => GetSupportedDMResp.Types.ParamValueType.ParamHexBinary,
        "base64" => GetSupportedDMResp.Types.ParamValueType.ParamBase64,
        _ => GetSupportedDMResp.Types.ParamValueType.ParamString,
    };
}
