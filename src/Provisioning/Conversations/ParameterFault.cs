namespace Provisioning.Conversations;

/// <summary>One parameter's fault inside a larger one (SetParameterValuesFault, param_errs).</summary>
public sealed record ParameterFault(string Path, string Code, string Text)
{
    public override string ToString() => $"{Path}: {Code} {Text}";
}
