using UspController.Records;

namespace UspController.Mtp.External;

/// <summary>
/// Where this node listens at the ISP's broker, and whom it tells to answer where. Alone it has the controller's topic to itself. One
/// of several nodes shares that topic with the others, so that each message of an agent reaches one of them, and has topics of its
/// own for answers. Below each of these an agent may have a level of its own, which the broker's access list keeps for it.
/// </summary>
internal sealed class ControllerTopics
{
    /// <summary>In place of an endpoint id, for agents without a level of their own.</summary>
    private const string Anybody = "any";

    private readonly string _controller;
    private readonly string? _own;
    private readonly string? _all;

    /// <param name="controller">Where agents are configured to publish.</param>
    /// <param name="group">Of the shared subscription (MQTT 5.0 §4.8.2).</param>
    /// <param name="node">Empty: the only one.</param>
    public ControllerTopics(string controller, string group, string node)
    {
        _controller = controller;
        // Three levels down: what all nodes share must not reach there, or another would get this one's answers.
        (_own, _all) = node.Length == 0 ? (null, null) : ($"{controller}/node/{node}", $"{controller}/node/all");
        // One level more for MQTT 3.1.1 agents, which append "/reply-to=…" (TR-369 R-MQTT.24).
        string[] shared = [controller, $"{controller}/+", $"{controller}/+/+"];
        Filters = _own is null
            ? shared
            : [.. shared.Select(f => $"$share/{group}/{f}"), $"{_own}/+", $"{_own}/+/+", $"{_all}/+", $"{_all}/+/+"];
    }

    /// <summary>What this node subscribes to.</summary>
    public IReadOnlyList<string> Filters { get; }

    /// <summary>What an agent is told to answer to (R-MQTT.22).</summary>
    /// <param name="speaker">As whom the broker lets it speak; null: it has no level of its own.</param>
    public string ReplyTopicOf(string? speaker) =>
        _own is not null ? $"{_own}/{speaker ?? Anybody}" : speaker is null ? _controller : $"{_controller}/{speaker}";

    /// <summary>The endpoint whose own level a message came by; null: none's.</summary>
    public string? SpeakerAt(string topic)
    {
        var bare = ReplyTopic.Bare(topic);
        var level = bare[(bare.LastIndexOf('/') + 1)..];
        return bare.StartsWith(_controller + "/", StringComparison.Ordinal) && EndpointId.IsValid(level) ? level : null;
    }

    /// <summary>
    /// Where an answer goes that came by the shared subscription, for its agent knows the controller's topic only and the node that asked
    /// may be another; null: it is for this node.
    /// </summary>
    public string? PassOn(string topic) =>
        _all is null || topic.StartsWith(_controller + "/node/", StringComparison.Ordinal) ? null : $"{_all}/{SpeakerAt(topic) ?? Anybody}";

    /// <summary>True for what a node has passed on to all.</summary>
    public bool IsPassedOn(string topic) => _all is not null && topic.StartsWith(_all + "/", StringComparison.Ordinal);

    /// <summary>A topic of this controller is nobody's to be answered at.</summary>
    public bool IsOurs(string topic) => topic == _controller || topic.StartsWith(_controller + "/", StringComparison.Ordinal);
}
