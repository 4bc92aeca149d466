using CpeSimulator.DataModels;

namespace CpeSimulator.Cwmp;

/// <summary>An RPC that is answered with a fault (TR-069 A.5.1).</summary>
internal sealed class CwmpFaultException(int code, string text, IReadOnlyList<DataModelException>? parameters = null)
    : Exception(text)
{
    public int Code { get; } = code;

    /// <summary>SetParameterValues names each parameter that is wrong.</summary>
    public IReadOnlyList<DataModelException> Parameters { get; } = parameters ?? [];

    public static CwmpFaultException From(DataModelException fault) => new(fault.CwmpCode, fault.Message);
}
