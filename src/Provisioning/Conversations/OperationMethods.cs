using Provisioning.Devices;

namespace Provisioning.Conversations;

/// <summary>Which operations a protocol may not have, and the optional method that a CPE must name for one (TR-069 Annex A, tables 4 and 5).</summary>
public static class OperationMethods
{
    private static readonly Dictionary<string, string[]> _optional = new(StringComparer.Ordinal)
    {
        [OperationTypes.Upload] = ["Upload"],
        [OperationTypes.FactoryReset] = ["FactoryReset"],
        [OperationTypes.ScheduleInform] = ["ScheduleInform"],
        [OperationTypes.ScheduleDownload] = ["ScheduleDownload"],
        [OperationTypes.CancelTransfer] = ["CancelTransfer"],
        [OperationTypes.QueuedTransfers] = ["GetAllQueuedTransfers", "GetQueuedTransfers"],
        [OperationTypes.ChangeDuState] = ["ChangeDUState"],
        [OperationTypes.GetOptions] = ["GetOptions"],
        [OperationTypes.SetVouchers] = ["SetVouchers"],
    };

    /// <summary>Operations that USP has no message for.</summary>
    private static readonly string[] _cwmpOnly =
    [
        OperationTypes.Upload, OperationTypes.ScheduleDownload, OperationTypes.GetAttributes, OperationTypes.SetAttributes,
        OperationTypes.GetOptions, OperationTypes.SetVouchers, OperationTypes.RpcMethods,
    ];

    private static readonly string[] _uspOnly = [OperationTypes.Command, OperationTypes.UspMessage];

    /// <summary>One of these must be among what the CPE names; empty: every CPE has it.</summary>
    public static IReadOnlyList<string> OptionalFor(string type) => _optional.GetValueOrDefault(type, []);

    /// <summary>What cannot be done in a conversation over <paramref name="protocol"/>.</summary>
    public static IReadOnlyList<string> NotOver(Protocols protocol) => protocol == Protocols.Usp ? _cwmpOnly : _uspOnly;
}
