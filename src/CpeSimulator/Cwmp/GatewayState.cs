namespace CpeSimulator.Cwmp;

/// <summary>What the CWMP client keeps besides the data model.</summary>
internal sealed class GatewayState(TimeProvider clock)
{
    public ParameterAttributes Attributes { get; } = new();

    public TransferQueue Transfers { get; } = new();

    public SoftwareModules Modules { get; } = new(clock);

    /// <summary>Names of the options that vouchers have set.</summary>
    public List<string> Options { get; } = [];

    public void Clear()
    {
        Attributes.Clear();
        Options.Clear();
    }
}
