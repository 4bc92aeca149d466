using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using Usp.Messages;
using UspController.Wire;

namespace UspController.Messages;

/// <summary>Requests and responses as protobuf writes them in JSON: every message and every field, for who knows what to ask.</summary>
internal static class RequestJson
{
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithRecursionLimit(32));
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(false));

    /// <param name="problem">What is wrong, with the place in the text.</param>
    public static bool TryRead(string json, [NotNullWhen(true)] out Request? request, [NotNullWhen(false)] out string? problem)
    {
        (request, problem) = (null, null);
        try
        {
            request = Parser.Parse<Request>(json);
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidOperationException or FormatException)
        {
            problem = e.Message;
            return false;
        }

        if (request.ReqTypeCase == Request.ReqTypeOneofCase.None)
        {
            (request, problem) = (null, "It names no request.");
            return false;
        }

        return true;
    }

    /// <summary>Values that are secret by name are blotted out.</summary>
    public static string Write(Response response)
    {
        var bytes = response.ToByteArray();
        ProtobufSecrets.Mask(bytes, Response.Descriptor);
        return Formatter.Format(Response.Parser.ParseFrom(bytes));
    }
}
