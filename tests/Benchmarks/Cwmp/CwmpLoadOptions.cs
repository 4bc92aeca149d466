namespace Benchmarks.Cwmp;

/// <param name="First">The number of the first device.</param>
/// <param name="KeepAlive">One connection for all sessions of a worker, where a gateway would make one for each.</param>
/// <param name="Changing">Every Inform brings another value.</param>
/// <param name="Malformed">Every Inform is cut before its end, and 400 is the right answer.</param>
internal sealed record CwmpLoadOptions(int Connections, int Devices, TimeSpan Time, int Rounds, bool KeepAlive, bool Changing, int First = 0, bool Malformed = false)
{
    public static CwmpLoadOptions From(Arguments arguments) => new(
        arguments.Number("--connections", 32),
        arguments.Number("--devices", 2000),
        TimeSpan.FromSeconds(arguments.Number("--seconds", 10)),
        arguments.Number("--rounds", 3),
        arguments.Has("--keep-alive"),
        arguments.Has("--changing"),
        Malformed: arguments.Has("--malformed"));

    public override string ToString() =>
        $"{Connections} connections, {(KeepAlive ? "kept alive" : "one per session")}{(Changing ? ", every Inform with a changed value" : "")}{(Malformed ? ", every Inform cut before its end" : "")}";
}
