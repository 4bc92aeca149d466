namespace CpeSimulator.Usp;

internal sealed class UspAgent(Gateway gateway) : IManagementClient
{
    public Task RunAsync(CancellationToken stop) => Task.CompletedTask;
    public void PowerCycle(bool factoryReset) => gateway.Tell("");
}
