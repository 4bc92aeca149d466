using Provisioning.Devices;

namespace Provisioning.DesiredState;

/// <summary>The layer that says whether a gateway keeps CWMP beside USP: one value. Pure.</summary>
internal static class MigrationLayer
{
    /// <summary>
    /// Where a gateway may have it: TR-181 for USP has a copy of the management server's object under a name of its own (2.15);
    /// earlier and vendors' models keep CWMP's, and TR-098 has it from 1.8.
    /// </summary>
    public static IReadOnlyList<string> Paths(string root) => root == "Device."
        ? ["Device.CWMPManagementServer.EnableCWMP", "Device.ManagementServer.EnableCWMP"]
        : [root + "ManagementServer.EnableCWMP"];

    public static DesiredLayer Of(string path, bool keepsCwmp) => DesiredHash.Layer(
        Layer.Migration,
        new Dictionary<string, DesiredValue>(StringComparer.Ordinal)
        {
            [path] = keepsCwmp
                ? new DesiredValue("true", ParameterType.Boolean, Layer.Migration, "Acs:Migration:OtherProtocol leaves CWMP on again.")
                : new DesiredValue("false", ParameterType.Boolean, Layer.Migration, "Managed over USP by now; Acs:Migration:OtherProtocol switches CWMP off."),
        },
        [],
        []);

    /// <summary>The value that this layer declares and no stronger one has replaced; null: none.</summary>
    public static (string Path, bool KeepsCwmp)? Declared(DesiredDevice desired)
    {
        foreach (var (path, value) in desired.Values)
        {
            if (value.Layer == Layer.Migration)
            {
                return (path, value.Value == "true");
            }
        }

        return null;
    }

    /// <summary>
    /// What is to be done over a protocol. CWMP is switched off, and on, over USP alone: there it is known that USP is up.
    /// The hash stays, so that what was tried over one protocol is not forgotten over the other.
    /// </summary>
    public static DesiredDevice Via(DesiredDevice desired, Protocols via) =>
        via == Protocols.Usp || Declared(desired) is not { } declared
            ? desired
            : desired with { Values = desired.Values.Where(v => v.Key != declared.Path).ToDictionary(StringComparer.Ordinal) };
}
