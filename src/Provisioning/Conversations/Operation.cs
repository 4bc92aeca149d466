using Provisioning.Devices;

namespace Provisioning.Conversations;

/// <summary>One protocol-neutral thing to do at a gateway. The protocol module may need several RPCs for one of these.</summary>
/// <param name="Id">Correlates the outcome; for an operation ordered through the API its id there, else fresh.</param>
public abstract partial record Operation(Guid Id)
{
    /// <summary>Reads values. A path ending with a dot reads the whole subtree.</summary>
    public sealed record ReadValues(Guid Id, IReadOnlyList<string> Paths) : Operation(Id);

    /// <summary>
    /// Finds out what exists below <paramref name="Path"/>: CWMP GetParameterNames, USP GetSupportedDM and GetInstances.
    /// </summary>
    /// <param name="NextLevelOnly">Only the children, not the subtree.</param>
    public sealed record Discover(Guid Id, string Path, bool NextLevelOnly) : Operation(Id);

    /// <summary>Writes values, all or nothing.</summary>
    /// <param name="ParameterKey">CWMP ParameterKey to leave at the gateway.</param>
    /// <param name="Divisible">The values do not need each other: what is refused together may be written in parts.</param>
    public sealed record WriteValues(Guid Id, IReadOnlyList<ParameterValue> Values, string ParameterKey = "", bool Divisible = false) : Operation(Id);

    /// <summary>
    /// Creates instances with first values, in order. Over USP one Add; over CWMP an AddObject each, then one
    /// SetParameterValues. Not atomic: the outcome names what was made.
    /// </summary>
    public sealed record AddInstances(Guid Id, IReadOnlyList<NewInstance> Instances, string ParameterKey = "") : Operation(Id);

    /// <summary>Deletes instances, each an object path with its number (<c>Device.A.1.</c>).</summary>
    /// <param name="GoneIsDone">One that is not there counts as deleted; else it is the gateway's fault to tell (CWMP 9005).</param>
    public sealed record DeleteInstances(Guid Id, IReadOnlyList<string> Paths, string ParameterKey = "", bool GoneIsDone = false) : Operation(Id);

    /// <summary>Reboots; done when the RPC or command is accepted.</summary>
    public sealed record Reboot(Guid Id, string CommandKey) : Operation(Id);

    public sealed record FactoryReset(Guid Id) : Operation(Id);

    /// <summary>
    /// Fetches a file: CWMP Download, USP <c>FirmwareImage.{i}.Download()</c>. Its outcome is the acceptance; the
    /// result comes later as <see cref="Report.Transfer"/> under <paramref name="CommandKey"/>.
    /// </summary>
    /// <param name="FileType">CWMP file type, for example <c>1 Firmware Upgrade Image</c>.</param>
    /// <param name="FileSize">Bytes.</param>
    /// <param name="Sha256">Hex; sent where the protocol has room for it (USP CheckSum).</param>
    public sealed record Download(
        Guid Id,
        string CommandKey,
        string FileType,
        Uri Url,
        string Username,
        string Password,
        long FileSize,
        string? Sha256,
        string TargetFileName = "") : Operation(Id)
    {
        /// <summary>Seconds to wait after the session before it begins (CWMP DelaySeconds).</summary>
        public long DelaySeconds { get; init; }
    }

    /// <summary>A data-model command with arguments (USP Operate). CWMP has none but the ones above.</summary>
    public sealed record Command(Guid Id, string Path, string CommandKey, IReadOnlyDictionary<string, string> Arguments) : Operation(Id);
}
