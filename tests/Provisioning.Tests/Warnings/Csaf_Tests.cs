using System.Text;
using System.Text.Json.Nodes;
using Provisioning.Warnings.Csaf;

namespace Provisioning.Tests.Warnings;

/// <summary>A CSAF 2.0 document is read whole, or refused with the path of what is wrong.</summary>
internal sealed class Csaf_Tests
{
    [Test]
    public void A_valid_document_says_which_products_are_how()
    {
        var (advisory, errors) = CsafParser.Parse(CsafText.Advisory().Bytes());
        Assert.That(errors, Is.Empty);
        Assert.That((advisory!.Id, advisory.Version, advisory.Score, advisory.Summary), Is.EqualTo(("ARGUS-2026-1", "1", (double?)9.8, "The telnet service has a known password.")));
        Assert.That(advisory.Products["EYE-OLD"], Is.EqualTo(advisory.Products["EYE-OLD"] with { Vendor = "Argus Home", Model = "Eye 2", Range = "vers:generic/<2.3", Version = null }));
        Assert.That((advisory.Vulnerabilities[0].Affected.Single(), advisory.Vulnerabilities[0].Fixed.Single()), Is.EqualTo(("EYE-OLD", "EYE-23")));
    }

    [TestCase("document.tracking.id", null, "$.document.tracking.id")]
    [TestCase("document.csaf_version", "\"2.1\"", "$.document")]
    [TestCase("document.tracking.status", "\"draft\"", "$.document.tracking")]
    [TestCase("document.tracking.version", "\"one\"", "$.document.tracking")]
    [TestCase("document.tracking.version", "\"7\"", "$.document.tracking")]
    [TestCase("document.tracking.current_release_date", "\"soon\"", "$.document.tracking.current_release_date")]
    [TestCase("document.title", "7", "$.document.title")]
    [TestCase("product_tree", null, "$.product_tree")]
    [TestCase("vulnerabilities", "[]", "$.vulnerabilities")]
    [TestCase("vulnerabilities.0.product_status.known_affected", "[ \"NOBODY\" ]", "$.vulnerabilities[0].product_status.known_affected[0]")]
    [TestCase("vulnerabilities.0.product_status.fixed", "[ \"EYE-OLD\" ]", "$.vulnerabilities[0].product_status")]
    [TestCase("product_tree.full_product_names", "[ { \"product_id\": \"EYE-23\", \"name\": \"again\" } ]", "$.product_tree.full_product_names[0]")]
    [TestCase("product_tree.relationships", "[ { \"category\": \"installed_on\", \"product_reference\": \"X\", \"relates_to_product_reference\": \"EYE-23\", \"full_product_name\": { \"product_id\": \"Y\", \"name\": \"Y\" } } ]", "$.product_tree.relationships[0]")]
    public void What_is_wrong_is_named_by_its_path(string where, string? value, string path)
    {
        var document = CsafText.Advisory();
        Set(document, where, value);
        var (advisory, errors) = CsafParser.Parse(document.Bytes());
        Assert.That(advisory, Is.Null);
        Assert.That(errors.Select(e => e.Path), Does.Contain(path), string.Join('\n', errors));
    }

    [Test]
    public void A_VEX_document_has_a_name_for_what_it_speaks_of()
    {
        var document = CsafText.Advisory(category: "csaf_vex");
        document["vulnerabilities"]![0]!.AsObject().Remove("cve");
        Assert.That(CsafParser.Parse(document.Bytes()).Errors.Select(e => e.Path), Is.EqualTo(["$.vulnerabilities[0]"]));
    }

    [Test]
    public void What_is_no_document_is_refused_and_nothing_else_happens()
    {
        var whole = CsafText.Advisory().Bytes();
        for (var length = 0; length < whole.Length; length += 7)
        {
            Assert.That(CsafParser.Parse(whole.AsMemory(0, length)).Advisory, Is.Null);
        }

        Assert.That(CsafParser.Parse(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 100)) + "1" + new string('}', 100))).Errors, Has.Count.EqualTo(1), "nested too deep");
        Assert.That(CsafParser.Parse("{\"document\":{},\"document\":{}}"u8.ToArray()).Errors, Has.Count.EqualTo(1), "a member twice");
        Assert.That(CsafParser.Parse(new byte[CsafParser.MaxBytes + 1]).Errors.Single().Text, Does.Contain("at most"));
        JsonNode branch = new JsonObject { ["category"] = "product_name", ["name"] = "x", ["product"] = new JsonObject { ["product_id"] = "X", ["name"] = "X" } };
        for (var i = 0; i < 31; i++)
        {
            branch = new JsonObject { ["category"] = "legacy", ["name"] = "x", ["branches"] = new JsonArray(branch) };
        }

        var deep = CsafText.Advisory();
        deep["product_tree"]!["branches"]!.AsArray().Add(branch);
        Assert.That(CsafParser.Parse(deep.Bytes()).Advisory, Is.Null, "branches too deep");
    }

    [TestCase("1", "2", -1)]
    [TestCase("9", "10", -1)]
    [TestCase("1.0.0", "1", 0)]
    [TestCase("1.0.0-2", "1.0.0", -1)]
    [TestCase("1.2.0+b1", "1.2.0+b2", 0)]
    public void Versions_of_documents_have_an_order(string left, string right, int order) =>
        Assert.That((Math.Sign(DocumentVersion.Compare(left, right)), Math.Sign(DocumentVersion.Compare(right, left))), Is.EqualTo((order, -order)));

    private static void Set(JsonNode root, string where, string? value)
    {
        var parts = where.Split('.');
        var at = parts[..^1].Aggregate(root, (node, part) => int.TryParse(part, out var i) ? node[i]! : node[part]!);
        if (value is null)
        {
            at.AsObject().Remove(parts[^1]);
        }
        else
        {
            at[parts[^1]] = JsonNode.Parse(value);
        }
    }
}
