using System.Xml.Linq;
using CpeSimulator.DataModels;

namespace CpeSimulator.Cwmp.Rpcs;

/// <summary>TR-069 A.3.2.1</summary>
internal sealed class SetParameterValues : IRpc
{
    public string Name => nameof(SetParameterValues);

    public XElement Answer(RpcContext context, SoapMessage request)
    {
        var faults = new List<DataModelException>();
        var values = new List<(string Path, string Value)>();
        foreach (var item in SoapMessage.Child(request.Body, "ParameterList")?.Elements() ?? [])
        {
            var name = SoapMessage.Child(item, "Name")?.Value ?? "";
            var value = SoapMessage.Child(item, "Value");
            values.Add((name, value?.Value ?? ""));
            if (TypeFault(context.Gateway.Model, name, value?.Attribute(SoapNames.Instance + "type")?.Value) is { } fault)
            {
                faults.Add(fault);
            }
        }

        AutoCreate(context.Gateway, values.Select(v => v.Path));

        // TR-069 A.3.2.1: a name twice in one call is an error; all are set or none.
        faults.AddRange(values.GroupBy(v => v.Path, StringComparer.Ordinal).Where(g => g.Count() > 1)
            .Select(g => DataModelException.InvalidValue(g.Key, "named twice")));
        if (faults.Count == 0)
        {
            faults.AddRange(context.Gateway.Access.SetAll(values));
        }

        if (faults.Count > 0)
        {
            throw new CwmpFaultException(9003, "Invalid arguments", faults);
        }

        ParameterKeys.Store(context.Gateway, request);
        return context.Soap.Rpc("SetParameterValuesResponse", new XElement("Status", 0));
    }

    // TR-069 A.3.2.1: an alias that nothing has makes an instance, where AutoCreateInstances says so.
    private static void AutoCreate(Gateway gateway, IEnumerable<string> paths)
    {
        var model = gateway.Model;
        if (!Aliases.Understood(model) || model.Find(model.Root.Path + "ManagementServer.AutoCreateInstances") != "true")
        {
            return;
        }

        foreach (var path in paths)
        {
            if (model.Find(path) is null && Aliases.Last(path[..(path.LastIndexOf('.') + 1)]) is var (table, alias))
            {
                model.Set(gateway.Access.Add(table).Path + "Alias", alias);
            }
        }
    }

    // TR-069 A.3.2.1: 9006 when the type of the call is not that of the data model.
    private static DataModelException? TypeFault(DataModel model, string path, string? type)
    {
        if (type is null || model.Find(path) is null)
        {
            return null;
        }

        var expected = model.Read(path)[0].Template.Syntax.XsdType;
        var local = type[(type.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return local == expected ? null : DataModelException.InvalidType(path, $"is {expected}, not {local}");
    }
}
