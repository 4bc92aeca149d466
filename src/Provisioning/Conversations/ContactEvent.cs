namespace Provisioning.Conversations;

/// <summary>Why a gateway came, in words that both protocols share.</summary>
public enum ContactEvent
{
    /// <summary>First contact or after a factory reset: CWMP <c>0 BOOTSTRAP</c>, USP OnBoardRequest or Boot! with LocalFactoryReset.</summary>
    Bootstrap,

    /// <summary>CWMP <c>1 BOOT</c>, USP Boot!.</summary>
    Boot,

    /// <summary>CWMP <c>2 PERIODIC</c>, USP Periodic!.</summary>
    Periodic,

    /// <summary>CWMP <c>4 VALUE CHANGE</c>, USP ValueChange.</summary>
    ValueChange,

    /// <summary>CWMP <c>6 CONNECTION REQUEST</c>, or the controller itself began to talk (USP).</summary>
    Requested,

    /// <summary>CWMP <c>7 TRANSFER COMPLETE</c>, USP TransferComplete!.</summary>
    TransferComplete,

    /// <summary>CWMP <c>8 DIAGNOSTICS COMPLETE</c>, USP OperationComplete.</summary>
    OperationComplete,

    /// <summary>USP ObjectCreation or ObjectDeletion.</summary>
    ObjectsChanged,

    /// <summary>The transport came up (USP connect record).</summary>
    Connected,

    /// <summary>Anything else: vendor events, scheduled, kicked.</summary>
    Other,
}
