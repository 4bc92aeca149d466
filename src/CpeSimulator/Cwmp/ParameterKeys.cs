namespace CpeSimulator.Cwmp;

/// <summary>ManagementServer.ParameterKey, set with every successful change (TR-069 A.3.2.1).</summary>
internal static class ParameterKeys
{
    public static void Store(Gateway gateway, SoapMessage request)
    {
        if (SoapMessage.Child(request.Body, "ParameterKey") is { } key)
        {
            gateway.Model.Write(gateway.Model.Schema.Root.Path + "ManagementServer.ParameterKey", key.Value.Length > 32 ? key.Value[..32] : key.Value);
        }
    }
}
