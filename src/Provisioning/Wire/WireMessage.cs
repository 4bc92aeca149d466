using Provisioning.Conversations;

namespace Provisioning.Wire;

/// <summary>One message as it crossed the wire, its secrets masked.</summary>
public sealed record WireMessage
{
    public ConversationDirection Direction { get; init; }

    /// <summary>The first line, or the topic: <c>POST /cwmp HTTP/1.1</c>, <c>HTTP/1.1 200 OK</c>, <c>usp/controller/acs</c>.</summary>
    public string Line { get; init; } = "";

    public IReadOnlyList<WireField> Headers { get; init; } = [];

    /// <summary>The bytes in front of the body, exactly; empty where the transport has no text there.</summary>
    public byte[] Head { get; init; } = [];

    /// <summary>The body's bytes, exactly, as the transport coded them; only what <see cref="Note"/> says differs.</summary>
    public byte[] Body { get; init; } = [];

    /// <summary>The body, decoded to be read; null where it is no text.</summary>
    public string? Text { get; init; }

    /// <summary>In what the bytes here differ from those on the wire.</summary>
    public string? Note { get; init; }
}
