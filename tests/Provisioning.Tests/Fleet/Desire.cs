using Provisioning.DesiredState;
using Provisioning.Devices;

namespace Provisioning.Tests.Fleet;

/// <summary>Declares values for a device, as an override does.</summary>
internal static class Desire
{
    public static DesiredLayer Layer(params (string Path, string Value)[] values) => DesiredHash.Layer(
        DesiredState.Layer.Override,
        values.ToDictionary(v => v.Path, v => new DesiredValue(v.Value, ParameterType.String, DesiredState.Layer.Override), StringComparer.Ordinal),
        [],
        []);

    public static Task ValuesAsync(this FleetNode node, long deviceId, params (string Path, string Value)[] values) => node.Commit.CommitAsync(
        (db, token) => node.Documents.SaveLayerAsync(db, deviceId, Layer(values), "test", token), CancellationToken.None);
}
