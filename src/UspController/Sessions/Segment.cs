using Usp.Records;

namespace UspController.Sessions;

/// <summary>What one record carries of a message.</summary>
/// <param name="Message">Where it stands in the message (<c>payload_sar_state</c>).</param>
/// <param name="Unit">Where it stands in a TLS record, or in the message in the clear (<c>payloadrec_sar_state</c>).</param>
internal sealed record Segment(
    SessionContextRecord.Types.PayloadSARState Message, SessionContextRecord.Types.PayloadSARState Unit, IReadOnlyList<ReadOnlyMemory<byte>> Payloads);
