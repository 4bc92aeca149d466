using Provisioning.Mud.Model;

namespace Provisioning.Mud.Parsing;

/// <summary>Collects diagnostics, each thing said once, and never more than a person could read.</summary>
internal sealed class DiagnosticLog
{
    public const int Capacity = 500;

    private readonly List<MudDiagnostic> _diagnostics = [];
    private readonly HashSet<(string Code, string Path, string Text)> _said = [];

    public IReadOnlyList<MudDiagnostic> Diagnostics => _diagnostics;

    /// <summary>Something was repaired, left out or refused.</summary>
    public bool Deviates { get; private set; }

    public void Error(string code, PositionedNode at, string text, string? repair = null) =>
        Error(code, at.Path, at.Line, text, repair);

    public void Error(string code, string path, int line, string text, string? repair = null) =>
        Say(MudSeverity.Error, code, path, line, text, repair);

    public void Repair(string code, PositionedNode at, string text, string repair) =>
        Repair(code, at.Path, at.Line, text, repair);

    public void Repair(string code, string path, int line, string text, string repair) =>
        Say(MudSeverity.Warning, code, path, line, text, repair);

    /// <summary>Worth knowing, and in order.</summary>
    public void Info(string code, PositionedNode at, string text) =>
        Say(MudSeverity.Info, code, at.Path, at.Line, text, null);

    private void Say(MudSeverity severity, string code, string path, int line, string text, string? repair)
    {
        Deviates |= severity != MudSeverity.Info;
        if (_diagnostics.Count > Capacity)
        {
            return;
        }

        (path, text) = (Shown(path), Shown(text));
        if (!_said.Add((code, path, text)))
        {
            return;
        }

        _diagnostics.Add(_diagnostics.Count == Capacity
            ? new MudDiagnostic(MudSeverity.Warning, MudCodes.TooLarge, "$", 0, $"More than {Capacity} diagnostics; the rest are left out.")
            : new MudDiagnostic(severity, code, path, line, text, repair));
    }

    /// <summary>Names in a file are a stranger's, and diagnostics go to terminals: short, and no control characters.</summary>
    private static string Shown(string text)
    {
        const int most = 500;
        var start = text.Length <= most ? text : text[..most] + "…";
        return start.Any(char.IsControl) ? string.Concat(start.Select(c => char.IsControl(c) ? '?' : c)) : start;
    }
}
