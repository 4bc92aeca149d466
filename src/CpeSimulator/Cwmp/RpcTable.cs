using CpeSimulator.Cwmp.Rpcs;

namespace CpeSimulator.Cwmp;

/// <summary>The methods that the gateway knows.</summary>
internal static class RpcTable
{
    private static readonly Dictionary<string, IRpc> s_all = new IRpc[]
    {
        new GetRPCMethods(), new SetParameterValues(), new GetParameterValues(), new GetParameterNames(),
        new SetParameterAttributes(), new GetParameterAttributes(), new AddObject(), new DeleteObject(),
        new Download(), new Upload(), new Reboot(), new FactoryReset(), new ScheduleInform(),
    }.ToDictionary(r => r.Name, StringComparer.Ordinal);

    public static IEnumerable<string> Names => s_all.Keys;

    public static IRpc? Find(string name) => s_all.GetValueOrDefault(name);
}
