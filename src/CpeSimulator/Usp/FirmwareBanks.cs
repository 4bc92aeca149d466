using System.Globalization;
using CpeSimulator.DataModels;

namespace CpeSimulator.Usp;

/// <summary>The two banks of Device.DeviceInfo.FirmwareImage and what a reboot does to them.</summary>
internal static class FirmwareBanks
{
    public static string Path(int bank) => $"Device.DeviceInfo.FirmwareImage.{bank.ToString(CultureInfo.InvariantCulture)}.";

    public static void Activate(DataModel model, int bank, string version) => model.Atomically(() =>
    {
        var old = model.Get("Device.DeviceInfo.ActiveFirmwareImage") + ".";
        model.Write(old + "Status", "Available");
        model.Write(Path(bank) + "Status", "Active");
        model.Write(Path(bank) + "Version", version);
        model.Write("Device.DeviceInfo.ActiveFirmwareImage", Path(bank).TrimEnd('.'));
        model.Write("Device.DeviceInfo.BootFirmwareImage", Path(bank).TrimEnd('.'));
        return true;
    });

    /// <summary>Subscriptions that are not Persistent, and requests, do not live through a reboot.</summary>
    public static void ForgetVolatile(DataModel model) => model.Atomically(() =>
    {
        var agent = model.Root.Singletons["LocalAgent"];
        foreach (var row in agent.Tables["Subscription"].Rows.Where(r => model.ValueOf(r, "Persistent") != "true").ToList())
        {
            model.DeleteOwn(row.Path);
        }

        foreach (var row in agent.Tables["Request"].Rows.ToList())
        {
            model.DeleteOwn(row.Path);
        }

        return true;
    });
}
