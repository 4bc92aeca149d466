namespace CpeSimulator.Cwmp;

/// <summary>What an RPC works on.</summary>
internal sealed record RpcContext(Gateway Gateway, SoapWriter Soap, GatewayState State, SessionAgenda Agenda)
{
    public ParameterAttributes Attributes => State.Attributes;
}
