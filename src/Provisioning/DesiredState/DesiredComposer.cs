namespace Provisioning.DesiredState;

/// <summary>
/// Lays the layers over each other. For the same path the later layer wins, and each value still says which layer it
/// came from; an object that two layers declare under the same key is the later one's.
/// </summary>
public static class DesiredComposer
{
    public static DesiredDevice Compose(IEnumerable<DesiredLayer> layers, DesiredFirmware? firmware)
    {
        var values = new Dictionary<string, DesiredValue>(StringComparer.Ordinal);
        var objects = new List<DesiredObject>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var owned = new List<OwnedRows>();
        string? firewall = null;
        foreach (var layer in layers.OrderBy(l => Strength(l.Name)))
        {
            firewall = layer.Name == Layer.Firewall ? layer.Hash : firewall;
            foreach (var (path, value) in layer.Values)
            {
                values[path] = value;
            }

            foreach (var item in layer.Objects)
            {
                if (places.TryGetValue(item.Key, out var place))
                {
                    objects[place] = item;
                }
                else
                {
                    places.Add(item.Key, objects.Count);
                    objects.Add(item);
                }
            }

            owned.AddRange(layer.Owned.Where(rows => !owned.Contains(rows)));
        }

        return new DesiredDevice(DesiredHash.Of(values, objects, owned, firmware), values, objects, owned, firmware) { FirewallHash = firewall };
    }

    /// <summary>True when nobody declares anything.</summary>
    public static bool IsEmpty(DesiredDevice desired) =>
        desired.Values.Count == 0 && desired.Objects.Count == 0 && desired.Owned.Count == 0 && desired.Firmware is null;

    /// <summary>An unknown layer stands with the profiles: stronger than management, weaker than all that is made for one device.</summary>
    private static int Strength(string name)
    {
        for (var i = 0; i < Layer.InOrder.Count; i++)
        {
            if (string.Equals(Layer.InOrder[i], name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return 2;
    }
}
