namespace CpeSimulator;

/// <summary>The gateway's side of one management protocol.</summary>
internal interface IManagementClient
{
    /// <summary>Runs until it is stopped; never throws for what the network does.</summary>
    Task RunAsync(CancellationToken stop);

    /// <summary>Someone pressed the reset button or pulled the plug.</summary>
    void PowerCycle(bool factoryReset);

    /// <summary>USP only: an event of an object.</summary>
    void Raise(string objectPath, string name, params (string Name, string Value)[] arguments)
    {
    }
}
