using System.Globalization;

namespace Benchmarks;

/// <summary>The command line: a command, at most one thing to work on, and options.</summary>
internal sealed class Arguments(string[] args)
{
    public bool Has(string name) => args.Contains(name, StringComparer.Ordinal);

    public string? Text(string name) =>
        Array.IndexOf(args, name) is >= 0 and var at ? at + 1 < args.Length ? args[at + 1] : throw new UsageException($"{name} needs a value.") : null;

    public int Number(string name, int fallback) => Text(name) is not { } text
        ? fallback
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new UsageException($"{name} {text}: a number above 0 is expected.");

    /// <summary>What stands right after the command.</summary>
    public string Subject(string what) =>
        args.Length > 1 && !args[1].StartsWith("--", StringComparison.Ordinal) ? args[1] : throw new UsageException($"{args[0]} needs {what}.");

    /// <summary>Load goes to this machine and nowhere else.</summary>
    public Uri? LoopbackUrl(string name) => Text(name) is not { } text
        ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var url) && url.IsLoopback
            ? url
            : throw new UsageException($"{name} {text}: an address of this machine is expected.");
}
