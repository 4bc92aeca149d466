namespace CpeSimulator.Usp;

/// <summary>A request that fails as a whole: answered with an Error message.</summary>
internal sealed class UspErrorException(uint code, string text) : Exception(text)
{
    public uint Code { get; } = code;

    public List<global::Usp.Messages.Error.Types.ParamError> Parameters { get; } = [];
}
