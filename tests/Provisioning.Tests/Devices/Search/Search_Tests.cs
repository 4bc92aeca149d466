using Provisioning.Devices.Search;

namespace Provisioning.Tests.Devices.Search;

public sealed class Search_Tests
{
    [TestCase("", "All { }")]
    [TestCase("  ", "All { }")]
    [TestCase("\"AND\"", "Text { Value = AND }")]
    [TestCase("and", "Text { Value = and }")]
    [TestCase("proto::acs", "Text { Value = proto::acs }")]
    [TestCase("https://a.example/x", "Text { Value = https://a.example/x }")]
    [TestCase("3c:71:bf:00:00:01", "Text { Value = 3c:71:bf:00:00:01 }")]
    [TestCase("sn:\"a b\"", "Field { Name = serial, Operator = Has, Value = a b }")]
    [TestCase("version=1.2", "Field { Name = version, Operator = Equal, Value = 1.2 }")]
    public void A_term_means(string text, string tree) => Assert.That(SearchParser.Parse(text, out _)?.ToString(), Is.EqualTo(tree));

    [Test]
    public void And_binds_closer_than_or_and_not_closest()
    {
        var tree = SearchParser.Parse("a OR NOT b c", out _);
        Assert.That(tree, Is.EqualTo(new SearchNode.Or(
            new SearchNode.Text("a"),
            new SearchNode.And(new SearchNode.Not(new SearchNode.Text("b")), new SearchNode.Text("c")))));
    }

    [TestCase("a OR", 4)]
    [TestCase("colour:red", 0)]
    [TestCase("x (y", 4)]
    [TestCase("x)", 1)]
    public void An_error_says_where(string text, int position)
    {
        Assert.That(SearchParser.Parse(text, out var error), Is.Null);
        Assert.That(error!.Position, Is.EqualTo(position));
    }

    [Test]
    public void Depth_and_length_are_bounded()
    {
        Assert.That(SearchParser.Parse(new string('(', 1500), out var deep), Is.Null);
        Assert.That(deep, Is.Not.Null);
        Assert.That(SearchParser.Parse(string.Concat(Enumerable.Repeat("NOT ", 199)), out _), Is.Null);
        Assert.That(SearchParser.Parse(new string('a', 3000), out _), Is.Null);
    }

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public bool Any_text_is_a_tree_or_an_error(string? text) => SearchParser.Parse(text, out var error) is null == error is not null;

    [TestCase("1.9", "1.10")]
    [TestCase("1.10", "1.10.1")]
    [TestCase("V100R001", "V100R010")]
    [TestCase("", "1")]
    [TestCase("9", "99999999999999999999999")]
    public void Versions_are_ordered_as_people_do(string older, string newer)
    {
        Assert.That(VersionOrder.Instance.Compare(older, newer), Is.Negative);
        Assert.That(VersionOrder.Instance.Compare(newer, older), Is.Positive);
        Assert.That(VersionOrder.Instance.Compare(newer, newer), Is.Zero);
    }

    [FsCheck.NUnit.Property]
    public bool Order_is_antisymmetric(string? left, string? right) =>
        Math.Sign(VersionOrder.Instance.Compare(left, right)) == -Math.Sign(VersionOrder.Instance.Compare(right, left));
}
