using Provisioning.Devices;

namespace Acs.Cwmp.Endpoint;

/// <summary>Log messages of CWMP, 3100 to 3199. What a gateway sent is quoted shortened and without control characters.</summary>
internal static partial class CwmpLog
{
    [LoggerMessage(3100, LogLevel.Information, "CWMP listens at {Url}")]
    public static partial void Listening(ILogger logger, string url);

    [LoggerMessage(3101, LogLevel.Warning, "A POST from {Remote} was not read ({Reason}): {Detail}")]
    private static partial void BodyRefusedCore(ILogger logger, string? remote, string reason, string detail);

    [LoggerMessage(3102, LogLevel.Information, "{Remote} got 401 for {Device}: {Reason}")]
    private static partial void ChallengedCore(ILogger logger, string? remote, string device, string reason);

    [LoggerMessage(3103, LogLevel.Debug, "{Device}: session timed out")]
    public static partial void SessionTimedOut(ILogger logger, DeviceId device);

    [LoggerMessage(3104, LogLevel.Error, "{Device}: the conversation could not be closed")]
    public static partial void DisposeFailed(ILogger logger, DeviceId device, Exception exception);

    [LoggerMessage(3105, LogLevel.Error, "{Device}: a lost outcome could not be stored")]
    public static partial void CompleteFailed(ILogger logger, DeviceId device, Exception exception);

    [LoggerMessage(3106, LogLevel.Error, "{Device}: the session failed; the gateway is asked to come again")]
    public static partial void SessionFailed(ILogger logger, DeviceId device, Exception exception);

    [LoggerMessage(3107, LogLevel.Warning, "{Count} characters that XML forbids were left out of a message of {Device}")]
    public static partial void Filtered(ILogger logger, int count, DeviceId device);

    [LoggerMessage(3108, LogLevel.Warning, "Overloaded: {Sessions} sessions, {Requests} requests; Informs get 503")]
    public static partial void Overloaded(ILogger logger, int sessions, int requests);

    [LoggerMessage(3109, LogLevel.Error, "The session sweep failed")]
    public static partial void SweepFailed(ILogger logger, Exception exception);

    [LoggerMessage(3120, LogLevel.Warning, "{Remote} is locked out for {Device}: too many wrong credentials")]
    private static partial void LockedOutCore(ILogger logger, string? remote, string device);

    [LoggerMessage(3121, LogLevel.Information, "CWMP shows the certificate {Subject}, valid until {End:u}")]
    public static partial void CertificateLoaded(ILogger logger, string subject, DateTime end);

    [LoggerMessage(3124, LogLevel.Warning, "{Count} more POSTs were not read, and are only counted (acs.cwmp.refused_bodies)")]
    public static partial void RefusalsLeft(ILogger logger, long count);

    [LoggerMessage(3123, LogLevel.Debug, "No TLS with {Remote}: {Reason}")]
    public static partial void HandshakeFailed(ILogger logger, System.Net.EndPoint? remote, string reason);

    [LoggerMessage(3122, LogLevel.Error, "The changed certificate of Acs:Cwmp:Certificate cannot be read; the one before stays: {Reason}")]
    public static partial void CertificateNotRead(ILogger logger, string reason);

    public static void LockedOut(ILogger logger, string? remote, DeviceId device) => LockedOutCore(logger, remote, Printable(device.ToString()));

    public static void BodyRefused(ILogger logger, string? remote, string reason, string detail) =>
        BodyRefusedCore(logger, remote, reason, Printable(detail));

    public static void Challenged(ILogger logger, string? remote, DeviceId device, string reason) =>
        ChallengedCore(logger, remote, Printable(device.ToString()), reason);

    private static string Printable(string text) =>
        string.Concat((text.Length > 200 ? text[..200] : text).Select(c => char.IsControl(c) ? '.' : c));
}
