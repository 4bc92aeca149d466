using Provisioning.Devices;

namespace Provisioning.Tests.Devices;

/// <summary>Paths that name instances by alias (TR-069 3.6.1).</summary>
internal sealed class AliasPath_Tests
{
    private static readonly ReportedParameters Reported = ReportedParameters.Empty.With(
        [
            new("Device.NAT.PortMapping.3.Alias", "web", ParameterType.String),
            new("Device.NAT.PortMapping.12.Alias", "cpe-12", ParameterType.String),
            new("Device.IP.Interface.1.Alias", "lan", ParameterType.String),
            new("Device.IP.Interface.1.IPv4Address.2.Alias", "main", ParameterType.String),
        ],
        DateTimeOffset.UnixEpoch);

    [TestCase("Device.NAT.PortMapping.[web].Enable", ExpectedResult = "Device.NAT.PortMapping.3.Enable")]
    [TestCase("Device.NAT.PortMapping.[cpe-12].", ExpectedResult = "Device.NAT.PortMapping.12.")]
    [TestCase("Device.IP.Interface.[lan].IPv4Address.[main].IPAddress", ExpectedResult = "Device.IP.Interface.1.IPv4Address.2.IPAddress")]
    [TestCase("Device.IP.Interface.1.IPv4Address.[main].IPAddress", ExpectedResult = "Device.IP.Interface.1.IPv4Address.2.IPAddress")]
    [TestCase("Device.NAT.PortMapping.3.Enable", ExpectedResult = "Device.NAT.PortMapping.3.Enable")]
    [TestCase("Device.NAT.PortMapping.[mail].Enable", ExpectedResult = null)]
    [TestCase("Device.IP.Interface.[lan].IPv4Address.[other].IPAddress", ExpectedResult = null)]
    public string? An_alias_is_the_number_of_the_row_that_reports_it(string path) => AliasPath.Resolve(path, Reported);

    [TestCase("Device.NAT.PortMapping.[web].Enable", ExpectedResult = true)]
    [TestCase("Device.NAT.PortMapping.[Alias==\"web\"].Enable", ExpectedResult = false)]
    [TestCase("Device.NAT.PortMapping.[Enable==true&&ExternalPort>80].", ExpectedResult = false)]
    [TestCase("Device.NAT.PortMapping.[3].Enable", ExpectedResult = false)]
    [TestCase("Device.NAT.PortMapping.*.Enable", ExpectedResult = false)]
    [TestCase("Device.NAT.PortMapping.[web", ExpectedResult = false)]
    [TestCase("Device.NAT.PortMapping.[].Enable", ExpectedResult = false)]
    public bool A_search_expression_is_no_alias(string path) => AliasPath.Has(path);

    [TestCase("Device.NAT.PortMapping.[web].Enable", ExpectedResult = "Device.NAT.PortMapping.[Alias==\"web\"].Enable")]
    [TestCase("Device.IP.Interface.[lan].IPv4Address.[main].", ExpectedResult = "Device.IP.Interface.[Alias==\"lan\"].IPv4Address.[Alias==\"main\"].")]
    [TestCase("Device.NAT.PortMapping.[ExternalPort==80].Enable", ExpectedResult = "Device.NAT.PortMapping.[ExternalPort==80].Enable")]
    public string An_agent_is_asked_by_a_search_expression(string path) => AliasPath.ForUsp(path);

    [TestCase("Device.IP.Interface.[lan].IPv4Address.[main].IPAddress", ExpectedResult = "Device.IP.Interface.{i}.IPv4Address.{i}.IPAddress")]
    [TestCase("Device.IP.Interface.[lan.1].IPv4Address.2.", ExpectedResult = "Device.IP.Interface.{i}.IPv4Address.{i}.")]
    public string A_template_has_neither_numbers_nor_aliases(string path) => ParameterPath.Template(path);

    [Test]
    public void A_row_to_be_added_is_its_table_and_its_alias()
    {
        Assert.That(AliasPath.Last("Device.IP.Interface.[lan].IPv4Address.[new]."), Is.EqualTo(("Device.IP.Interface.[lan].IPv4Address.", "new")));
        Assert.That(AliasPath.Last("Device.IP.Interface.[lan].IPv4Address."), Is.Null);
    }
}
