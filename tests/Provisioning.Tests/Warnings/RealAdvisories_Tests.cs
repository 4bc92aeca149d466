using Provisioning.Warnings.Csaf;
using Provisioning.Warnings.Matching;

namespace Provisioning.Tests.Warnings;

/// <summary>Real advisories and the standard's own test documents; they lie outside of this repository and may be absent.</summary>
internal sealed class RealAdvisories_Tests
{
    private static readonly string? Folder = Find();

    /// <summary>The mandatory tests whose findings change what an advisory says about a product: definitions (6.1.1, 6.1.2), statuses (6.1.6), versions (6.1.16).</summary>
    private static readonly string[] Held = ["6-1-01", "6-1-02", "6-1-06", "6-1-16"];

    [Test]
    public void Documents_that_break_a_mandatory_test_are_refused_and_their_good_twins_are_read()
    {
        var wrong = new List<string>();
        foreach (var file in Files("oasis").Where(f => Held.Any(h => f.Contains(h, StringComparison.Ordinal))))
        {
            // Below 11: it fails; from 11 on: it passes.
            var good = int.Parse(Path.GetFileNameWithoutExtension(file).Split('-')[^1]) >= 11;
            var (advisory, errors) = CsafParser.Parse(File.ReadAllBytes(file));
            if (advisory is not null != good)
            {
                wrong.Add($"{Path.GetFileName(file)}: {(good ? string.Join("; ", errors.Select(e => $"{e.Path} {e.Text}")) : "is read")}");
            }
        }

        Assert.That(wrong, Is.Empty);
    }

    [TestCase("examples")]
    [TestCase("cisa")]
    public void What_publishers_publish_is_read(string folder)
    {
        var refused = new List<string>();
        var (products, ranges, unread) = (0, 0, 0);
        foreach (var file in Files(folder))
        {
            var (advisory, errors) = CsafParser.Parse(File.ReadAllBytes(file));
            if (advisory is null)
            {
                refused.Add($"{Path.GetFileName(file)}: {string.Join("; ", errors.Take(3).Select(e => $"{e.Path} {e.Text}"))}");
                continue;
            }

            products += advisory.Products.Count;
            ranges += advisory.Products.Values.Count(p => p.Range is not null);
            unread += advisory.Products.Values.Count(p => p.Range is not null && VersionRange.Parse(p.Range) is null);
            foreach (var product in advisory.Products.Values.Take(20))
            {
                Assert.DoesNotThrow(() => AdvisoryMatch.Of(advisory, new Thing(null, product.Vendor, [product.Model ?? product.Name], ["1.0"], null)));
            }
        }

        TestContext.Out.WriteLine($"{folder}: {products} products, {ranges} version ranges, {unread} of them cannot be read");
        Assert.That(refused, Is.Empty);
    }

    private static List<string> Files(string folder)
    {
        if (Folder is null)
        {
            Assert.Ignore("The collection of real advisories (shared/csaf) is not beside this repository.");
        }

        var files = Directory.EnumerateFiles(Path.Combine(Folder!, folder), "*.json").Order(StringComparer.Ordinal).ToList();
        Assert.That(files, Is.Not.Empty);
        return files;
    }

    private static string? Find()
    {
        for (var at = new DirectoryInfo(TestContext.CurrentContext.TestDirectory); at is not null; at = at.Parent)
        {
            if (Path.Combine(at.FullName, "shared", "csaf") is var candidate && Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
