using UspController.Mtp.Tls;
using UspController.Tests.Doubles;

namespace UspController.Tests.Mtp;

/// <summary>TR-369 R-SEC.0a, R-SEC.11, R-SEC.12.</summary>
public sealed class EndpointNames_Tests
{
    [TestCase("urn:bbf:usp:id:os::00D09E-SN1", "os::00D09E-SN1", true)]
    [TestCase("URN:BBF:usp:id:os::00D09E-SN1", "os::00D09E-SN1", true)]
    [TestCase("urn:bbf:usp:id:os::00D09E-SN1", "os::00D09E-SN2", false)]
    [TestCase("urn:bbf:usp:id:os::00D09E-SN1", "os::00D09E-SN11", false)]
    [TestCase("urn:bbf:usp:id:os::00D09E-*", "os::00D09E-SN7", true)]
    [TestCase("urn:bbf:usp:id:os::00D09E-*", "os::00D09F-SN7", false)]
    [TestCase("urn:bbf:usp:id:os::00D09E-*", "os::00D09E-", false)]
    [TestCase("urn:bbf:usp:id:oui:00D09E:*", "oui:00D09E:any", true)]
    [TestCase("urn:bbf:usp:id:os::*", "os::00D09E-SN1", false)]
    [TestCase("urn:bbf:usp:id:os::*-SN1", "os::00D09E-SN1", false)]
    [TestCase("urn:bbf:usp:id:uuid::*", "uuid::1", false)]
    [TestCase("urn:bbf:usp:id:self::*", "self::1", false)]
    [TestCase("urn:bbf:usp:id:os::00D09E-*-*", "os::00D09E-a-b", false)]
    [TestCase("os::00D09E-SN1", "os::00D09E-SN1", false)]
    [TestCase("https://os::00D09E-SN1", "os::00D09E-SN1", false)]
    public void A_uri_names_an_endpoint(string uri, string endpointId, bool named)
    {
        using var authority = new Authority();
        using var certificate = authority.Agent([uri]);
        Assert.That(EndpointNames.Of(certificate).Any(n => n.Matches(endpointId)), Is.EqualTo(named));
    }

    [Test]
    public void A_dns_name_names_an_fqdn_endpoint_only()
    {
        using var authority = new Authority();
        using var certificate = authority.Agent([], ["gw.example.net", "*.example.org"]);
        Assert.That(EndpointNames.Of(certificate).Select(n => n.Single), Is.EqualTo(new[] { "fqdn::gw.example.net" }));
    }

    [Test]
    public void A_certificate_without_names_names_nobody()
    {
        using var authority = new Authority();
        using var certificate = authority.Agent([]);
        Assert.That(EndpointNames.Of(certificate), Is.Empty);
    }
}
