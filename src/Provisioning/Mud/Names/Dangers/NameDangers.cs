using System.Globalization;
using Provisioning.Flows;
using Provisioning.Storage.Rows;

namespace Provisioning.Mud.Names.Dangers;

/// <summary>What can be said of one name of a file. Pure.</summary>
internal static class NameDangers
{
    private const int LowTimeToLive = 60;
    private const int RandomLabel = 12;

    /// <param name="sharedWith">Manufacturers whose files reach one of its addresses under another name.</param>
    /// <param name="strayed">Gateways that their own resolver told none of the addresses that the ISP's does.</param>
    public static IReadOnlyList<NameDanger> Of(string name, ResolvedNameRow? row, IReadOnlyList<string> sharedWith, int strayed, ExposureCatalogue catalogue)
    {
        var dangers = new List<NameDanger>();
        var addresses = ResolvedAddresses.Read(row?.Addresses);
        if (row is not null && addresses.Count == 0)
        {
            dangers.Add(new("unresolved", "3", "It has no address that counts: what the file allows for it is not let through."));
        }

        if (name.Split('.').SkipLast(2).FirstOrDefault(LooksMachineMade) is { } label)
        {
            dangers.Add(new("non-deterministic", "4.2", $"'{label}' looks made by a machine: if it is of one device or one day, the file cannot name the next one."));
        }

        if (catalogue.SharedHost(name) is { } shared)
        {
            dangers.Add(new("too-generic", "4.3", $"{shared} A device that may reach it may reach all of that."));
        }

        if (row?.Behaviour == NameBehaviour.Churning)
        {
            dangers.Add(new("tailored", "6.4", "Nearly every answer has other addresses: a device may be told one that no rule has yet. Its addresses count for a day, and gateways are compiled for it rarely."));
        }

        if (strayed > 0)
        {
            dangers.Add(new("tailored", "6.4", string.Create(CultureInfo.InvariantCulture, $"{strayed} gateways are told none of the addresses that the ISP's resolver is told.")));
        }

        if (row?.TimeToLive is { } ttl and < LowTimeToLive && row.ResolvedAt is not null && addresses.Count > 0)
        {
            dangers.Add(new("low-ttl", "6.3", string.Create(CultureInfo.InvariantCulture, $"Its answers live {ttl} seconds: device and rules are told at different times.")));
        }

        if (sharedWith.Count > 0)
        {
            dangers.Add(new("shared-address", "4.3", $"An address of it also serves names in files of {string.Join(", ", sharedWith.Take(5))}: a rule by address lets the device reach those, too."));
        }

        if (addresses.Keys.FirstOrDefault(catalogue.IsPublicResolver) is { } resolver)
        {
            dangers.Add(new("public-resolver", "6.5", $"It leads to the public resolver {resolver}."));
        }

        return dangers;
    }

    /// <summary>Long, and of hexadecimal digits only or of letters and digits in turn, as identifiers are.</summary>
    private static bool LooksMachineMade(string label)
    {
        var plain = label.Replace("-", "", StringComparison.Ordinal);
        return plain.Length >= RandomLabel && plain.Any(char.IsAsciiDigit) &&
            (plain.All(char.IsAsciiHexDigit) || plain.Zip(plain.Skip(1)).Count(p => char.IsAsciiDigit(p.First) != char.IsAsciiDigit(p.Second)) >= 6);
    }
}
