using System.Text;
using System.Xml.Linq;
using Acs.Cwmp.Wire;

namespace Acs.Tests.Cwmp.Wire;

/// <summary>Whatever way a secret is written, it is blotted out, and nothing else is changed: not a length, not a tag, not another value.</summary>
public sealed class XmlSecrets_Tests
{
    private static readonly string[] Secret = ["Device.ManagementServer.ConnectionRequestPassword", "Device.WiFi.AccessPoint.1.Security.KeyPassphrase", "X_VENDOR_password", "InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.PreSharedKey.1.PreSharedKey"];
    private static readonly string[] Plain = ["Device.DeviceInfo.SoftwareVersion", "Device.ManagementServer.Username", "Device.WiFi.SSID.1.SSID", "Device.X_A.PasswordLength"];

    [FsCheck.NUnit.Property(MaxTest = 400)]
    public void Secrets_are_gone_and_the_document_is_the_same(int seed)
    {
        var random = new Random(seed);
        var document = new StringBuilder("<?xml version=\"1.0\"?><e:Envelope xmlns:e='urn:e'><e:Body>");
        var (secrets, plain) = (new List<string>(), new List<string>());
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var isSecret = random.Next(2) == 0;
            var value = $"v{random.NextInt64():x}";
            (isSecret ? secrets : plain).Add(value);
            Struct(document, random, (isSecret ? Secret : Plain)[random.Next(4)], value);
        }

        var password = $"p{random.NextInt64():x}";
        secrets.Add(password);
        document.Append($"<cwmp:Download xmlns:cwmp='c'><URL>ftp://me:{password}@host/a</URL><Username>me</Username><Password >{Text(random, password)}</Password></cwmp:Download>");
        document.Append("</e:Body></e:Envelope>");
        var encoding = (Encoding[])[new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true), Encoding.Latin1];
        var coding = encoding[random.Next(4)];
        byte[] body = [.. coding.GetPreamble(), .. coding.GetBytes(document.ToString())];

        var masked = body.ToArray();
        Assert.That(XmlSecrets.Mask(masked), Is.True);
        Assert.That(masked, Has.Length.EqualTo(body.Length));
        var text = coding.GetString(masked[coding.GetPreamble().Length..]);
        Assert.That(secrets.Where(s => text.Contains(s, StringComparison.Ordinal)), Is.Empty, text);
        Assert.That(plain.Where(p => !XDocument.Parse(text).Root!.Value.Contains(p, StringComparison.Ordinal)), Is.Empty, text);
        Assert.That(XDocument.Parse(text).Descendants().Select(e => e.Name), Is.EqualTo(XDocument.Parse(document.ToString()).Descendants().Select(e => e.Name)));
    }

    [FsCheck.NUnit.Property(MaxTest = 400)]
    public void A_document_that_is_cut_or_damaged_gives_no_secret_away(int seed)
    {
        var random = new Random(seed);
        const string secret = "hunter2hunter2";
        var document = new StringBuilder("<a q='x'><SetParameterValues>");
        Struct(document, random, Plain[random.Next(4)], "plain");
        Struct(document, random, Secret[random.Next(4)], secret, simple: true);
        var text = document.Append("</SetParameterValues></a>").ToString();
        var value = text.IndexOf(secret, StringComparison.Ordinal);
        // Cut behind it, and a character lost somewhere in front of its structure.
        text = text[..random.Next(value + secret.Length, text.Length + 1)];
        var lost = random.Next(0, text.LastIndexOf("<ParameterValueStruct", StringComparison.Ordinal));
        var body = Encoding.UTF8.GetBytes(text.Remove(lost, 1));
        XmlSecrets.Mask(body);
        Assert.That(Encoding.UTF8.GetString(body), Does.Not.Contain(secret), text);
    }

    [FsCheck.NUnit.Property]
    public void Any_bytes_are_borne(byte[] bytes)
    {
        var copy = bytes.ToArray();
        XmlSecrets.Mask(copy);
        Assert.That(copy, Has.Length.EqualTo(bytes.Length));
    }

    [Test]
    public void The_signed_part_of_a_link_is_a_secret()
    {
        var token = new string('a', 60);
        var body = Encoding.UTF8.GetBytes($"<Download><URL>http://acs:7567/f/{token}/image.bin</URL></Download>");
        XmlSecrets.Mask(body);
        Assert.That(Encoding.UTF8.GetString(body), Is.EqualTo($"<Download><URL>http://acs:7567/f/{new string('*', 60)}/image.bin</URL></Download>"));
    }

    private static void Struct(StringBuilder document, Random random, string name, string value, bool simple = false)
    {
        var nameFirst = simple || random.Next(4) > 0;
        var named = $"<Name{Attribute(random)}>{(simple ? name : Space(random) + name + Space(random))}</Name>";
        var valued = $"<Value xsi='x'{Attribute(random)}>{(simple ? value : Text(random, value))}</Value>";
        document.Append($"<ParameterValueStruct>{(nameFirst ? named : valued)}{Space(random)}{(nameFirst ? valued : named)}</ParameterValueStruct>");
    }

    private static string Text(Random random, string value) => random.Next(5) switch
    {
        0 => $"<![CDATA[{value}]]>",
        1 => $"  {value}\n",
        2 => $"<!-- c -->{value}",
        3 => $"{value}&amp;&#65;",
        _ => value,
    };

    private static string Attribute(Random random) => random.Next(3) == 0 ? " q = \"a&gt;b>'c\"" : "";

    private static string Space(Random random) => random.Next(3) == 0 ? "\r\n " : "";
}
