using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Acs.Cwmp.Rpc;
using Acs.Tests.Cwmp.Schemas;

namespace Acs.Tests.Cwmp.Golden;

/// <summary>
/// Every message of either side in every version, as files: <c>acs/VERSION/NAME.xml</c> is what the server writes, to the
/// byte; <c>cpe/NAME.xml</c> is the body that a gateway writes and <c>NAME.json</c> what is understood of it.
/// With <c>ACS_GOLDEN=write</c> in the environment the files are written anew, to be read before they are committed.
/// </summary>
public partial class Golden_Tests
{
    private static readonly JsonSerializerOptions _json = new()
    {
        WriteIndented = true,
        IndentSize = 1,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static string Root => Path.Combine(SourceTree.Root, "tests", "Acs.Tests", "Cwmp", "Golden");

    private static IEnumerable<TestCaseData> Sent =>
        from ns in CwmpSchemas.Namespaces
        from numbered in AcsSamples.All.Select((message, index) => (message, name: NameOf(message, index)))
        where numbered.message is AcsFault || CwmpSchemas.Knows(numbered.message.Name, ns)
        select new TestCaseData(numbered.message, numbered.name, ns).SetArgDisplayNames(numbered.name, ns[^3..]);

    private static IEnumerable<TestCaseData> Received =>
        from ns in CwmpSchemas.Namespaces
        from file in Directory.EnumerateFiles(Path.Combine(Root, "cpe"), "*.xml").Order(StringComparer.Ordinal)
        let name = Path.GetFileNameWithoutExtension(file)
        where name is "Fault" || CwmpSchemas.Knows(name.Split('-')[0], ns)
        select new TestCaseData(name, ns).SetArgDisplayNames(name, ns[^3..]);

    [TestCaseSource(nameof(Sent))]
    public void What_the_server_writes_is_the_file(object message, string name, string ns) =>
        IsGolden(Path.Combine(Root, "acs", ns[^3..], name + ".xml"), Written.Text((IAcsMessage)message, ns));

    [TestCaseSource(nameof(Received))]
    public void What_a_gateway_writes_is_valid_and_understood(string name, string ns)
    {
        var envelope = Envelope.Of(File.ReadAllText(Path.Combine(Root, "cpe", name + ".xml")), ns);
        Assert.That(CwmpSchemas.Errors(envelope, ns), Is.Empty, "the fixture itself");
        var message = Reading.Read(envelope);
        Assert.That(message.Namespace, Is.EqualTo(ns));
        IsGolden(Path.Combine(Root, "cpe", name + ".json"), JsonSerializer.Serialize(message.Body, message.Body.GetType(), _json) + "\n");
    }

    /// <summary>A message that is read and has no file would be read untested.</summary>
    [Test]
    public void Every_message_of_a_gateway_has_a_file()
    {
        var table = File.ReadAllText(Path.Combine(SourceTree.Root, "src", "Acs", "Cwmp", "Rpc", "CpeMessages.cs"));
        var names = MessageName().Matches(table).Select(m => m.Groups["name"].Value).ToList();
        Assert.That(names, Has.Count.GreaterThan(25));
        Assert.That(names.Where(n => !File.Exists(Path.Combine(Root, "cpe", n + ".xml"))), Is.Empty);
    }

    private static string NameOf(IAcsMessage message, int index) =>
        message is AcsFault fault ? $"Fault-{fault.Code}" : AcsSamples.All.Take(index).Any(m => m.Name == message.Name) ? message.Name + "-2" : message.Name;

    private static void IsGolden(string file, string text)
    {
        if (Environment.GetEnvironmentVariable("ACS_GOLDEN") == "write")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        Assert.That(text, Is.EqualTo(File.ReadAllText(file)), file);
    }

    [GeneratedRegex("^        \"(?<name>\\w+)\" =>", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MessageName();
}
