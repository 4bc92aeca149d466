using System.Text;
using Provisioning.DataModels.Import;
using Provisioning.Devices;

namespace Provisioning.Tests.DataModels;

/// <summary>Data models as the Broadband Forum writes them (TR-106 Annex A).</summary>
internal sealed class BbfModelReader_Tests
{
    private const string Types = """
        <dm:document xmlns:dm="urn:broadband-forum-org:cwmp:datamodel-1-5" spec="urn:example-net:types-1">
          <dataType name="Address"><string><size maxLength="45"/></string></dataType>
          <dataType name="Address4" base="Address"/>
          <component name="Alias"><parameter name="Alias" access="readWrite"><syntax><dataType ref="Address"/></syntax></parameter></component>
        </dm:document>
        """;

    private const string Model = """
        <dm:document xmlns:dm="urn:broadband-forum-org:cwmp:datamodel-1-5" spec="urn:example-net:gateway-2">
          <import file="types.xml"><dataType name="Address4"/><component name="Alias"/></import>
          <component name="Optics">
            <object name="X_EXAMPLE_Optics." access="readOnly"><parameter name="Supply" access="readOnly"><description>In {{param|Unit|x}}s of
              a thousandth, ''never'' {{false}}.</description><syntax><unsignedInt/></syntax></parameter></object>
          </component>
          <model name="Gateway:2.0">
            <object name="Device." access="readOnly"><component ref="Optics"/></object>
            <object name="Device.Lan.{i}." access="readWrite">
              <component ref="Alias"/>
              <parameter name="Enable" access="readWrite"><syntax><boolean/></syntax></parameter>
              <parameter name="Address" access="readWrite"><syntax><dataType ref="Address4"/></syntax></parameter>
              <parameter name="Servers" access="readWrite"><syntax><list/><dataType ref="Address4"/></syntax></parameter>
              <parameter name="Key" access="readWrite"><syntax hidden="true"><string/></syntax></parameter>
              <command name="Reset()"><input><parameter name="Mode"><syntax><string/></syntax></parameter></input></command>
            </object>
            <object base="Device.Lan.{i}."><parameter base="Enable" access="readOnly"><description>Fixed.</description></parameter></object>
            <profile name="Lan:1"><object ref="Device.Lan."><parameter ref="Enable"/></object></profile>
          </model>
        </dm:document>
        """;

    [Test]
    public void Types_access_and_descriptions_are_read_across_files_and_components()
    {
        var read = Read(Model, Types);
        Assert.That(read.Missing, Is.Empty);
        Assert.That(read.Source, Does.Contain("urn:example-net:gateway-2").And.Contain("Gateway:2.0"));
        Assert.That(
            read.Parameters.Select(p => (p.Path, p.Type, p.Writable, p.Hidden, p.Description)),
            Is.EqualTo(new (string, ParameterType, bool, bool, string)[]
            {
                ("Device.Lan.{i}.Address", ParameterType.String, true, false, ""),
                ("Device.Lan.{i}.Alias", ParameterType.String, true, false, ""),
                ("Device.Lan.{i}.Enable", ParameterType.Boolean, false, false, "Fixed."),
                ("Device.Lan.{i}.Key", ParameterType.String, true, true, ""),
                ("Device.Lan.{i}.Servers", ParameterType.String, true, false, ""),
                ("Device.X_EXAMPLE_Optics.Supply", ParameterType.UnsignedInt, false, false, "In Units of a thousandth, never false."),
            }));
    }

    [Test]
    public void What_is_imported_and_not_given_is_named()
    {
        var read = Read(Model);
        Assert.That(read.Missing, Is.EqualTo(["Address4", "Alias"]));
        Assert.That(read.Parameters.Single(p => p.Path.EndsWith(".Address", StringComparison.Ordinal)).Type, Is.EqualTo(ParameterType.String));
    }

    [TestCase("<document/>", "its root is document")]
    [TestCase("<a", "a.xml")]
    [TestCase("<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaaaaaaaaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY e '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'><!ENTITY f '&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;'>]><d>&f;&f;&f;&f;&f;</d>", "MaxCharactersFromEntities")]
    [TestCase("<!DOCTYPE d [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><d>&e;</d>", "its root is d")]
    [TestCase("<d:document xmlns:d='urn:broadband-forum-org:cwmp:datamodel-1-5'/>", "no parameter")]
    [TestCase("<d:document xmlns:d='urn:broadband-forum-org:cwmp:datamodel-1-5'><component name='a'><component ref='a'/></component><model name='m'><component ref='a'/></model></d:document>", "back to themselves")]
    public void What_is_no_data_model_is_said(string text, string said) =>
        Assert.That(() => Read(text), Throws.InstanceOf<InvalidDataException>().With.Message.Contains(said));

    [Test]
    public void Components_that_take_in_the_next_one_twice_do_not_cost_two_to_the_power_of_their_depth()
    {
        var chain = string.Concat(Enumerable.Range(0, 30).Select(i => $"<component name='c{i}'><component ref='c{i + 1}'/><component ref='c{i + 1}'/></component>"));
        Assert.That(
            () => Read($"<d:document xmlns:d='urn:broadband-forum-org:cwmp:datamodel-1-5'>{chain}<component name='c30'/><model name='m'><component ref='c0'/></model></d:document>"),
            Throws.InstanceOf<InvalidDataException>().With.Message.Contains("more than"));
    }

    [Test]
    public void A_narrower_model_counts_before_a_wider_one()
    {
        var parameters = Read(Model, Types).Parameters;
        var wide = new ImportedModel("wide", "*", "*", "*", "", default, parameters);
        var narrow = new ImportedModel("narrow", "00D09E", "Home*", "1.*", "", default, parameters);
        Assert.That(narrow.Narrowness, Is.GreaterThan(wide.Narrowness));
        Assert.That(narrow.Describes(new DeviceId("00d09e", "HomeBox", "1"), "1.2"), Is.True);
        Assert.That(narrow.Describes(new DeviceId("00D09E", "HomeBox", "1"), "2.0"), Is.False);
        Assert.That(narrow.Find("Device.Lan.7.Enable")!.Type, Is.EqualTo(ParameterType.Boolean));
    }

    [TestCase("tr-098-1-8-0-full.xml", "InternetGatewayDevice.LANDevice.{i}.WLANConfiguration.{i}.SSID", ParameterType.String, true)]
    [TestCase("tr-098-1-8-0-full.xml", "InternetGatewayDevice.ManagementServer.PeriodicInformInterval", ParameterType.UnsignedInt, true)]
    [TestCase("tr-181-2-19-1-cwmp.xml tr-106-types.xml", "Device.ManagementServer.PeriodicInformTime", ParameterType.DateTime, true)]
    [TestCase("tr-181-2-19-0-firewall.xml tr-106-types.xml", "Device.Firewall.Chain.{i}.Rule.{i}.SourceIP", ParameterType.String, true)]
    [TestCase("tr-181-2-19-0-firewall.xml tr-106-types.xml", "Device.Firewall.Chain.{i}.Rule.{i}.Order", ParameterType.UnsignedInt, true)]
    [TestCase("tr-181-2-19-0-wifi-base.xml tr-106-types.xml", "Device.WiFi.Radio.{i}.Channel", ParameterType.UnsignedInt, true)]
    public void The_standards_own_models_are_read(string files, string path, ParameterType type, bool writable)
    {
        if (StandardModels() is not { } folder)
        {
            Assert.Ignore("The Broadband Forum's data models (shared/dm) are not beside this repository.");
            return;
        }

        var read = Read([.. files.Split(' ').Select(f => File.ReadAllText(Path.Combine(folder, f)))]);
        var found = read.Parameters.Single(p => p.Path == path);
        Assert.That((found.Type, found.Writable), Is.EqualTo((type, writable)));
        Assert.That(found.Description, Is.Not.Empty.And.Not.Contain("{{"));
    }

    private static string? StandardModels()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var candidate = Path.Combine(at.FullName, "shared", "dm");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    private static BbfModel Read(params string[] files) =>
        BbfModelReader.Read(files.Select((f, i) => ($"{(char)('a' + i)}.xml", (Stream)new MemoryStream(Encoding.UTF8.GetBytes(f)))));
}
