namespace UspController;

/// <summary>Who is there.</summary>
public interface IAgentPresence
{
    AgentPresence Of(string endpointId);
}
