using System.Globalization;

namespace UspController.Messages;

/// <summary>USP error codes (TR-369 "Error Codes") in the words that both protocols share.</summary>
internal static class UspFault
{
    /// <summary>What an agent may write into our database with one fault.</summary>
    private const int MaxText = 500;
    private const int MaxCulprits = 1000;

    public static Fault Create(uint code, string text, IEnumerable<ParameterFault>? culprits = null) => new(
        KindOf(code),
        code.ToString(CultureInfo.InvariantCulture),
        Bounded(text),
        culprits?.Take(MaxCulprits).ToList() ?? []);

    public static ParameterFault Culprit(string path, uint code, string text) =>
        new(Bounded(path), code.ToString(CultureInfo.InvariantCulture), Bounded(text));

    public static Fault NoAnswer(string request) => new(FaultKind.Timeout, "timeout", $"No answer to {request}.", []);

    public static Fault Unexpected(string request) => new(FaultKind.Other, "protocol", $"The answer to {request} is of another kind.", []);

    public static FaultKind KindOf(uint code) => code switch
    {
        7001 => FaultKind.NotSupported,
        7002 or 7006 => FaultKind.Denied,
        7004 or 7008 or 7021 or 7027 => FaultKind.InvalidArguments,
        7005 => FaultKind.ResourcesExceeded,
        7010 or 7016 or 7026 => FaultKind.NoSuchPath,
        7011 or 7012 or 7014 => FaultKind.InvalidValue,
        7013 or 7019 => FaultKind.ReadOnly,
        _ => FaultKind.Other,
    };

    private static string Bounded(string text) => text.Length <= MaxText ? text : text[..MaxText];
}
