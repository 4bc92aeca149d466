using System.Buffers;
using Google.Protobuf;
using Usp.Messages;
using Usp.Records;

namespace UspController.Mtp.External;

/// <summary>Which records concern only the node that asked.</summary>
internal static class PassedOn
{
    /// <summary>The sender of a record that holds an answer; null: it holds none, or is nothing that can be read.</summary>
    public static string? Answerer(ReadOnlySequence<byte> bytes)
    {
        try
        {
            var record = Record.Parser.ParseFrom(bytes);
            if (record.NoSessionContext is not { } context)
            {
                return null;
            }

            var message = Msg.Parser.ParseFrom(context.Payload);
            return message.Body?.MsgBodyCase is Body.MsgBodyOneofCase.Response or Body.MsgBodyOneofCase.Error ? record.FromId : null;
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
