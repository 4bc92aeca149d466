namespace CpeSimulator;

/// <summary>A gateway that speaks both protocols: one plug, one reset button.</summary>
internal sealed class BothClients(IManagementClient cwmp, IManagementClient usp) : IManagementClient, IDisposable
{
    public Task RunAsync(CancellationToken stop) => Task.WhenAll(cwmp.RunAsync(stop), usp.RunAsync(stop));

    public void PowerCycle(bool factoryReset)
    {
        cwmp.PowerCycle(factoryReset);
        usp.PowerCycle(factoryReset);
    }

    public void Raise(string objectPath, string name, params (string Name, string Value)[] arguments) => usp.Raise(objectPath, name, arguments);

    public void Dispose()
    {
        (cwmp as IDisposable)?.Dispose();
        (usp as IDisposable)?.Dispose();
    }
}
