using System.Xml.Linq;

namespace CpeSimulator.Cwmp;

/// <summary>The gateway's deployment units, changed by ChangeDUState (TR-157 annex on software modules).</summary>
internal sealed class SoftwareModules(TimeProvider clock)
{
    private readonly List<SoftwareModule> _all = [];
    private int _last;

    public IReadOnlyList<SoftwareModule> All => _all;

    /// <summary>Carries out one operation; the result as DUStateChangeComplete tells it.</summary>
    public XElement Apply(XElement operation)
    {
        var type = operation.Attribute(SoapNames.Instance + "type")?.Value ?? "";
        string Text(string name) => SoapMessage.Child(operation, name)?.Value ?? "";
        var found = _all.Find(m => m.Uuid == Text("UUID"));
        return type[(type.IndexOf(':', StringComparison.Ordinal) + 1)..] switch
        {
            "InstallOpStruct" when found is not null => Result(found, "Failed", 9026, "Duplicate deployment unit"),
            "InstallOpStruct" => Result(Add(Text("UUID"), Text("URL")), "Installed"),
            "UpdateOpStruct" or "UninstallOpStruct" when found is null =>
                Result(new SoftwareModule(0, Text("UUID"), Text("Version"), ""), "Failed", 9028, "Unknown deployment unit"),
            "UpdateOpStruct" => Result(Update(found!, Text("URL")), "Installed"),
            "UninstallOpStruct" => Result(Remove(found!), "Uninstalled"),
            _ => Result(new SoftwareModule(0, Text("UUID"), "", ""), "Failed", 9003, "Invalid arguments"),
        };
    }

    private SoftwareModule Add(string uuid, string url)
    {
        var module = new SoftwareModule(++_last, uuid.Length > 0 ? uuid : Guid.NewGuid().ToString("D"), "1.0", url);
        _all.Add(module);
        return module;
    }

    private SoftwareModule Update(SoftwareModule module, string url)
    {
        var updated = module with { Version = "2.0", Url = url.Length > 0 ? url : module.Url };
        _all[_all.IndexOf(module)] = updated;
        return updated;
    }

    private SoftwareModule Remove(SoftwareModule module)
    {
        _all.Remove(module);
        return module;
    }

    private XElement Result(SoftwareModule module, string state, int code = 0, string text = "")
    {
        var now = InformBuilder.Time(clock.GetUtcNow());
        return new XElement(
            "Results",
            new XElement("UUID", module.Uuid),
            new XElement("DeploymentUnitRef", module.Instance == 0 ? "" : $"Device.SoftwareModules.DeploymentUnit.{module.Instance}."),
            new XElement("Version", module.Version),
            new XElement("CurrentState", state),
            new XElement("Resolved", 1),
            new XElement("ExecutionUnitRefList", ""),
            new XElement("StartTime", now),
            new XElement("CompleteTime", now),
            new XElement("Fault", new XElement("FaultCode", code), new XElement("FaultString", text)));
    }
}
