namespace CpeSimulator.Cwmp;

/// <summary>An event code of an Inform (TR-069 §3.7.1.5) with its command key.</summary>
internal sealed record CwmpEvent(string Code, string CommandKey = "")
{
    public static CwmpEvent Bootstrap { get; } = new("0 BOOTSTRAP");

    public static CwmpEvent Boot { get; } = new("1 BOOT");

    public static CwmpEvent Periodic { get; } = new("2 PERIODIC");

    public static CwmpEvent ValueChange { get; } = new("4 VALUE CHANGE");

    public static CwmpEvent ConnectionRequest { get; } = new("6 CONNECTION REQUEST");

    public static CwmpEvent TransferComplete { get; } = new("7 TRANSFER COMPLETE");

    public static CwmpEvent DiagnosticsComplete { get; } = new("8 DIAGNOSTICS COMPLETE");
}
