using UspController.Mtp.External;

namespace UspController.Tests.Mtp;

public sealed class ControllerTopics_Tests
{
    private static readonly ControllerTopics Alone = new("usp/controller/acs", "acs", "");
    private static readonly ControllerTopics NodeA = new("usp/controller/acs", "acs", "a");

    [Test]
    public void The_only_controller_hears_and_is_answered_at_its_topic()
    {
        Assert.That(Alone.Filters, Is.EqualTo(new[] { "usp/controller/acs", "usp/controller/acs/+", "usp/controller/acs/+/+" }));
        Assert.That(Alone.ReplyTopicOf(null), Is.EqualTo("usp/controller/acs"));
        Assert.That(Alone.ReplyTopicOf("os::1-2"), Is.EqualTo("usp/controller/acs/os::1-2"));
        Assert.That(Alone.PassOn("usp/controller/acs"), Is.Null);
    }

    [Test]
    public void What_nodes_share_never_matches_where_one_is_answered()
    {
        var shared = NodeA.Filters.Where(f => f.StartsWith("$share/acs/", StringComparison.Ordinal)).Select(f => f["$share/acs/".Length..]).ToList();
        Assert.That(shared, Is.EqualTo(Alone.Filters));
        foreach (var topic in new[] { NodeA.ReplyTopicOf(null), NodeA.ReplyTopicOf("os::1-2"), NodeA.ReplyTopicOf(null) + "/reply-to=x", NodeA.PassOn("usp/controller/acs")! })
        {
            Assert.That(shared.Any(f => Matches(f, topic)), Is.False, topic);
            Assert.That(NodeA.Filters.Count(f => Matches(f, topic)), Is.EqualTo(1), topic);
        }
    }

    [TestCase("usp/controller/acs", null)]
    [TestCase("usp/controller/acs/reply-to=usp%2Fagent%2Fos::1-2", null)]
    [TestCase("usp/controller/acs/os::1-2", "os::1-2")]
    [TestCase("usp/controller/acs/os::1-2/reply-to=usp%2Fagent%2Fos::1-3", "os::1-2")]
    [TestCase("usp/controller/acs/node/a/os::1-2", "os::1-2")]
    [TestCase("usp/controller/acs/node/a/any", null)]
    public void The_level_of_an_agent_tells_who_speaks(string topic, string? speaker) => Assert.That(NodeA.SpeakerAt(topic), Is.EqualTo(speaker));

    [TestCase("usp/controller/acs", "usp/controller/acs/node/all/any")]
    [TestCase("usp/controller/acs/os::1-2", "usp/controller/acs/node/all/os::1-2")]
    [TestCase("usp/controller/acs/node/a/any", null)]
    [TestCase("usp/controller/acs/node/all/any", null)]
    public void Only_what_came_to_all_is_passed_on(string topic, string? target) => Assert.That(NodeA.PassOn(topic), Is.EqualTo(target));

    /// <summary>MQTT 5.0 §4.7, without "#".</summary>
    private static bool Matches(string filter, string topic)
    {
        var (levels, wanted) = (topic.Split('/'), filter.Split('/'));
        return levels.Length == wanted.Length && levels.Zip(wanted).All(p => p.Second == "+" || p.First == p.Second);
    }
}
