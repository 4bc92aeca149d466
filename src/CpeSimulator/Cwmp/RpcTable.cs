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
        new ScheduleDownload(), new CancelTransfer(), new GetQueuedTransfers(), new GetAllQueuedTransfers(),
        new ChangeDUState(), new GetOptions(), new SetVouchers(),
    }.ToDictionary(r => r.Name, StringComparer.Ordinal);

    /// <summary>TR-069 Annex A, table 4.</summary>
    private static readonly string[] s_required =
    [
        "GetRPCMethods", "SetParameterValues", "GetParameterValues", "GetParameterNames", "SetParameterAttributes", "GetParameterAttributes",
        "AddObject", "DeleteObject", "Download", "Reboot",
    ];

    public static IEnumerable<string> Names(Faults faults) => s_all.Keys.Where(n => !faults.LacksOptionalRpcs || s_required.Contains(n));

    public static IRpc? Find(string name, Faults faults) => Names(faults).Contains(name) ? s_all[name] : null;
}
