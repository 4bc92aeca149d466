using Google.Protobuf;
using Usp.Messages;
using Usp.Records;

namespace UspController.Records;

/// <summary>Wraps messages for the wire: in the clear, without a session context.</summary>
internal static class RecordWriter
{
    /// <exception cref="ArgumentException">A message without body: such a one crashes agents in the field, so it is never sent.</exception>
    public static byte[] Write(Msg message, string version, string from, string to) => Create(message, version, from, to).ToByteArray();

    /// <exception cref="ArgumentException">As of <see cref="Write"/>.</exception>
    public static Record Create(Msg message, string version, string from, string to)
    {
        if (message.Header is null || message.Body is null || message.Body.MsgBodyCase == Body.MsgBodyOneofCase.None)
        {
            throw new ArgumentException("A message needs header and body.", nameof(message));
        }

        return new Record
        {
            Version = version,
            FromId = from,
            ToId = to,
            NoSessionContext = new NoSessionContextRecord { Payload = message.ToByteString() },
        };
    }
}
