using Provisioning.Conversations.Running;

namespace Provisioning.Tests.Reach;

public class XmppWork_Tests
{
    [TestCase("", "acs@isp.test")]
    [TestCase("other@isp.test", "other@isp.test,acs@isp.test")]
    [TestCase("other@isp.test, ACS@isp.test", null)]
    [TestCase("acs@isp.test/only", "acs@isp.test/only,acs@isp.test")]
    public void The_server_is_added_to_who_may_send_and_nobody_taken_away(string list, string? longer) =>
        Assert.That(XmppWork.With(list, "acs@isp.test"), Is.EqualTo(longer));

    [Test]
    public void A_full_list_is_left_alone() =>
        Assert.That(XmppWork.With(string.Join(',', Enumerable.Range(0, 32).Select(i => $"a{i}@isp.test")), "acs@isp.test"), Is.Null);
}
