using System.Globalization;
using Provisioning.Conversations;
using Provisioning.Devices;

namespace Provisioning.DesiredState;

/// <summary>
/// Brings one firmware: one Download per command key, at most one activation, and then only waiting. The version that
/// the gateway reports is the proof; a missing TransferComplete does not matter once it runs.
/// </summary>
internal static class FirmwareStep
{
    /// <summary>From the accepted Download to the version that runs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private static readonly Dictionary<string, string> NoArguments = new(StringComparer.Ordinal);

    public static ReconcileStep Next(
        DesiredFirmware? wanted,
        ReportedParameters reported,
        Capabilities capabilities,
        ReconcileProgress progress,
        Protocols via,
        DateTimeOffset now)
    {
        var converged = new ReconcileStep.Converged("What is reported is what is declared.");
        if (wanted is null)
        {
            return converged;
        }

        var root = capabilities.Root.Length > 0 ? capabilities.Root : "Device.";
        var running = reported.Value(root + "DeviceInfo.SoftwareVersion");
        if (string.Equals(running, wanted.Version, StringComparison.Ordinal))
        {
            return converged;
        }

        if (!string.Equals(progress.FirmwareCommandKey, wanted.CommandKey, StringComparison.Ordinal))
        {
            return Download(wanted, progress);
        }

        if (progress.FirmwareFault is { } fault)
        {
            return new ReconcileStep.Faulted($"The transfer of {wanted.Version} failed: {fault}", fault);
        }

        var until = (progress.FirmwareRequestedAt ?? now) + Patience;
        if (now >= until)
        {
            return new ReconcileStep.Faulted(
                progress.FirmwareTransferred
                    ? $"{wanted.Version} was transferred, but the gateway still runs {running}."
                    : $"No word of the transfer of {wanted.Version} within {Patience.TotalMinutes:0} minutes; the gateway runs {running}.",
                null);
        }

        if (progress.FirmwareTransferred && via == Protocols.Usp)
        {
            return Activate(wanted, root, reported, capabilities, progress, until, now);
        }

        return new ReconcileStep.Waiting(
            until, progress.FirmwareTransferred ? $"Waits for the gateway to start {wanted.Version}." : $"The gateway fetches {wanted.Version}.");
    }

    private static ReconcileStep Download(DesiredFirmware wanted, ReconcileProgress progress)
    {
        var download = new Operation.Download(
            Guid.NewGuid(),
            wanted.CommandKey,
            wanted.FileType,
            wanted.Url,
            wanted.Username,
            wanted.Password,
            wanted.FileSize,
            wanted.Sha256,
            wanted.FileName);
        return progress.Attempts.GetValueOrDefault(OperationFingerprint.Of(download)) >= Reconciler.MaxAttempts
            ? new ReconcileStep.Faulted($"The gateway does not take the download of {wanted.Version}: {progress.LastFault}", progress.LastFault)
            : new ReconcileStep.Do(download, $"Orders firmware {wanted.Version}.");
    }

    /// <summary>TR-181 <c>Device.DeviceInfo.FirmwareImage.{i}.Activate()</c>: boots the image, so it is ordered once and never again.</summary>
    private static ReconcileStep Activate(
        DesiredFirmware wanted, string root, ReportedParameters reported, Capabilities capabilities, ReconcileProgress progress, DateTimeOffset until, DateTimeOffset now)
    {
        var images = $"{root}DeviceInfo.FirmwareImage.";
        var waiting = new ReconcileStep.Waiting(until, $"Waits for the gateway to start {wanted.Version}.");

        // What the table said before the transfer says nothing about the new image.
        if (reported.ReadAt(images) is not { } readAt || readAt < progress.FirmwareTransferredAt)
        {
            var read = new Operation.ReadValues(Guid.NewGuid(), [images]);
            return progress.Attempts.GetValueOrDefault(OperationFingerprint.Of(read)) >= Reconciler.MaxAttempts
                ? waiting
                : new ReconcileStep.Do(read, "Looks where the new image lies.");
        }

        var active = reported.Value($"{root}DeviceInfo.ActiveFirmwareImage")?.TrimEnd('.');
        var rows = reported.Instances(images);
        var image = rows.FirstOrDefault(row =>
            string.Equals(reported.Value(row + "Version"), wanted.Version, StringComparison.Ordinal)
            && !string.Equals(row.TrimEnd('.'), active, StringComparison.Ordinal)
            && reported.Value(row + "Status") is null or "Available");
        if (image is null)
        {
            return waiting;
        }

        if (progress.FirmwareActivated)
        {
            return waiting;
        }

        var takesWindows = wanted.ClosesAt is not null && capabilities.Has($"{images}{{i}}.Activate().TimeWindow.{{i}}.End");
        return takesWindows && wanted.ClosesAt <= now
            ? new ReconcileStep.Faulted($"{wanted.Version} was transferred, and its window closed before it could be started.", null)
            : new ReconcileStep.Do(
                new Operation.Command(Guid.NewGuid(), image + "Activate()", wanted.CommandKey, takesWindows ? Window(wanted.ClosesAt!.Value - now) : NoArguments),
                $"Starts firmware {wanted.Version}.");
    }

    /// <summary>
    /// Now, and never after the window: from there on the agent sees to it, however long the order takes to reach it or the image to
    /// start. TR-181 has offsets in seconds from the command, so that no clock need be right.
    /// </summary>
    private static Dictionary<string, string> Window(TimeSpan left) => new(StringComparer.Ordinal)
    {
        ["TimeWindow.1.Start"] = "0",
        ["TimeWindow.1.End"] = ((long)Math.Max(1, left.TotalSeconds)).ToString(CultureInfo.InvariantCulture),
        ["TimeWindow.1.Mode"] = "Immediately",
    };
}
