namespace Acs.Hosting;

/// <summary>The server cannot start, for reasons that an administrator can mend: each names its key.</summary>
public sealed class StartException(IReadOnlyList<string> errors, Exception? inner = null)
    : Exception(string.Join(Environment.NewLine, errors), inner)
{
    public IReadOnlyList<string> Errors { get; } = errors;
}
