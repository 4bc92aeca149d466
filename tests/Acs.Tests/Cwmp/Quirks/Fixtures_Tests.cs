using Provisioning.Conversations;
using Provisioning.Devices;
using Provisioning.Devices.Quirks;

namespace Acs.Tests.Cwmp.Quirks;

/// <summary>Sessions of odd firmware, replayed over a real connection: what the server answers, understands and notes.</summary>
internal sealed class Fixtures_Tests
{
    private static readonly Guid _id = Guid.NewGuid();

    private TestListener _server = null!;
    private IReadOnlyList<FixtureAnswer> _answers = [];

    private ScriptedConversations Script => _server.Script;

    private Contact Contact => Script.Contacts.First();

    [SetUp]
    public async Task StartAsync() => _server = await TestListener.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _server.DisposeAsync();

    [Test]
    public async Task Quirk_1_control_characters_are_left_out_and_counted()
    {
        await PlayAsync("01-control-characters");
        Assert.That(Value("DeviceInfo.Description"), Is.EqualTo("IPTV box"));
        Assert.That(_server.Quirks.All, Is.EqualTo(Quirk.ForbiddenCharacters));
    }

    [Test]
    public async Task Quirk_2_prefixes_that_nobody_declared_are_no_obstacle_in_an_Inform_and_in_a_fault()
    {
        await PlayAsync("02-undeclared-prefix", new Operation.ReadValues(_id, ["Device.X."]));
        Assert.That(((Outcome.ValuesRead)Script.Outcomes.Single()).Missing.Single().Code, Is.EqualTo("9005"));
    }

    [Test]
    public async Task Quirk_3_the_Informs_version_is_spoken_to_the_end()
    {
        await PlayAsync("03-cwmp-1-2", new Operation.Reboot(_id, "k"));
        Assert.That(_answers.Take(2).Select(a => a.Body), Is.All.Contains("urn:dslforum-org:cwmp-1-2").And.All.Not.Contains("cwmp-1-0"));
    }

    [Test]
    public async Task Quirk_4_text_html_is_read_with_Expect_and_an_old_cookie()
    {
        await PlayAsync("04-text-html");
        Assert.That(Contact.Identity.Id.ProductClass, Is.EqualTo("easycwmp"));
    }

    [Test]
    public async Task Quirk_5_an_empty_ID_and_a_fault_without_header_are_taken_in_order()
    {
        await PlayAsync("05-empty-id", new Operation.ReadValues(_id, ["Device.X."]));
        Assert.That(((Outcome.Failed)Script.Outcomes.Single()).Fault.Code, Is.EqualTo("9002"));
        Assert.That(_server.Quirks.All.HasFlag(Quirk.ForeignMessageId));
    }

    [TestCase("06-serial-in-parameter-list", "FAP-0006", "Femto", Quirk.IncompleteDeviceId)]
    [TestCase("06-serial-in-device-id", "IC6", "Intercell", Quirk.None)]
    public async Task Quirk_6_what_DeviceId_lacks_the_parameter_list_has_and_the_other_way_round(string name, string serial, string maker, Quirk seen)
    {
        await PlayAsync(name);
        Assert.That((Contact.Identity.Id.SerialNumber, Contact.Identity.Manufacturer), Is.EqualTo((serial, maker)));
        Assert.That(_server.Quirks.All, Is.EqualTo(seen));
    }

    [Test]
    public async Task Quirk_7_a_parameter_without_Value_is_empty_and_the_rest_is_kept()
    {
        await PlayAsync("07-no-value");
        Assert.That((Value("DeviceInfo.DeviceLog"), Value("DeviceInfo.UpTime")), Is.EqualTo(("", "77")));
        Assert.That(_server.Quirks.All, Is.EqualTo(Quirk.MissingValue));
    }

    [Test]
    public async Task Quirk_8_a_parameter_that_vanished_costs_only_itself()
    {
        await PlayAsync("08-vanished-parameter", new Operation.ReadValues(_id, ["Device.A.X", "Device.B.X"]));
        var read = (Outcome.ValuesRead)Script.Outcomes.Single();
        Assert.That((read.Values.Single().Path, read.Missing.Single().Path), Is.EqualTo(("Device.A.X", "Device.B.X")));
    }

    [Test]
    public async Task Quirk_9_the_lengths_and_types_of_arrays_are_not_believed()
    {
        await PlayAsync("09-array-types");
        Assert.That(Script.Contacts.Select(c => c.Values.Count), Is.EqualTo(new[] { 6, 6 }));
    }

    [Test]
    public async Task Quirk_10_invented_and_missing_types_are_kept_as_text()
    {
        await PlayAsync("10-odd-types");
        Assert.That((Value("X_UBNT.Json"), Value("X_UBNT.Plain")), Is.EqualTo(("{\"a\":[1]}", "1")));
        Assert.That(_server.Quirks.All, Is.EqualTo(Quirk.UntypedValue));
    }

    [Test]
    public async Task Quirk_11_times_that_are_none_are_kept_as_they_came_and_trusted_by_nobody()
    {
        await PlayAsync("11-odd-dates");
        Assert.That((Value("Time.CurrentLocalTime"), Value("DeviceInfo.FirstUseDate")), Is.EqualTo(("1970-01-01T00:00:17", "2011-11-19T99:61:00Z")));
        Assert.That(Contact.At, Is.GreaterThan(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)), "the server's clock");
    }

    [TestCase("11-fraction-refused", "Device.Time.At", "2026-11-28T10:00:00.250Z", ParameterType.DateTime, Quirk.FractionRefused, nameof(QuirkRule.WholeSeconds))]
    [TestCase("12-word-refused", "Device.WiFi.Radio.1.Enable", "true", ParameterType.Boolean, Quirk.BooleanRefused, nameof(QuirkRule.NumericBooleans))]
    public async Task Quirk_11_and_12_a_value_that_is_refused_for_its_form_suggests_the_other_form(string name, string path, string value, ParameterType type, Quirk seen, string suggested)
    {
        await PlayAsync(name, new Operation.WriteValues(_id, [new(path, value, type)]));
        Assert.That(_server.Quirks.All.HasFlag(seen));
        Assert.That(QuirkTexts.Switch(seen), Is.EqualTo(suggested));
    }

    [Test]
    public async Task Quirk_14_a_root_that_is_not_listed_is_told_as_it_was_said()
    {
        await PlayAsync("14-root-refused", new Operation.Discover(_id, "InternetGatewayDevice.", NextLevelOnly: true));
        Assert.That(((Outcome.Failed)Script.Outcomes.Single()).Fault.Kind, Is.EqualTo(FaultKind.NoSuchPath));
    }

    [Test]
    public async Task Quirk_15_NextLevel_is_asked_for_with_a_digit_and_an_empty_listing_is_one()
    {
        await PlayAsync("15-nothing-listed", new Operation.Discover(_id, "Device.", NextLevelOnly: true));
        Assert.That(_answers[1].Body, Does.Contain("<NextLevel>1</NextLevel>"));
        Assert.That(((Outcome.Discovered)Script.Outcomes.Single()).Names, Is.Empty);
    }

    [Test]
    public async Task Quirk_17_what_is_too_much_at_once_is_read_in_halves()
    {
        await PlayAsync("17-out-of-memory", new Operation.ReadValues(_id, ["InternetGatewayDevice.A.", "InternetGatewayDevice.B.", "InternetGatewayDevice.C."]));
        Assert.That(((Outcome.ValuesRead)Script.Outcomes.Single()).Values, Has.Count.EqualTo(3));
        Assert.That(_server.Quirks.All.HasFlag(Quirk.LargeReadRefused));
    }

    [Test]
    public async Task Quirk_13_the_parameter_that_refuses_the_whole_write_is_named()
    {
        await PlayAsync("13-refused-inform-time", new Operation.WriteValues(_id, [new("InternetGatewayDevice.ManagementServer.PeriodicInformTime", "7", ParameterType.DateTime)]));
        var fault = ((Outcome.Failed)Script.Outcomes.Single()).Fault;
        Assert.That(fault.Parameters.Single(), Is.EqualTo(new ParameterFault("InternetGatewayDevice.ManagementServer.PeriodicInformTime", "9007", "Invalid parameter value")));
    }

    [Test]
    public async Task Quirk_16_parents_and_dots_that_a_listing_lacks_are_inferred()
    {
        await PlayAsync("16-no-parents", new Operation.Discover(_id, "Device.WiFi.", NextLevelOnly: false));
        Assert.That(((Outcome.Discovered)Script.Outcomes.Single()).Names.Select(n => n.Path), Is.EquivalentTo(new[]
        {
            "Device.WiFi.SSID.", "Device.WiFi.SSID.1.", "Device.WiFi.SSID.1.SSID",
            "Device.WiFi.Radio.", "Device.WiFi.Radio.1.", "Device.WiFi.Radio.1.Channel", "Device.WiFi.RadioNumberOfEntries",
        }));
    }

    [Test]
    public async Task Quirk_18_a_lost_cookie_is_made_up_for_by_the_connection()
    {
        await PlayAsync("18-cookies-lost", new Operation.Reboot(_id, "k"));
        Assert.That(Script.Outcomes.Single(), Is.InstanceOf<Outcome.Accepted>());
        Assert.That(_server.Quirks.All, Is.EqualTo(Quirk.NoCookie));
    }

    [Test]
    public async Task Quirk_23_a_TransferComplete_without_key_and_with_a_start_that_is_no_time_is_acknowledged_and_told()
    {
        await PlayAsync("23-no-command-key");
        Assert.That(Contact.Events, Is.EqualTo(new[] { ContactEvent.Other, ContactEvent.TransferComplete, ContactEvent.Boot }), "the order of the Inform");
        Assert.That(_answers[1].Body, Does.Contain("TransferCompleteResponse"));
        Assert.That(((Report.Transfer)Script.Reports.Single()).Fault, Is.Null);
        Assert.That(_server.Quirks.All.HasFlag(Quirk.NoCommandKey));
    }

    [Test]
    public async Task Quirk_24_a_transfer_of_its_own_is_acknowledged_and_told()
    {
        await PlayAsync("24-autonomous-transfer");
        Assert.That(_answers[1].Body, Does.Contain("AutonomousTransferCompleteResponse"));
        Assert.That(((Report.OwnTransfer)Script.Reports.Single()).Url, Is.EqualTo("tftp://192.0.2.1/ont.bin"));
    }

    [Test]
    public async Task Quirk_27_a_ParameterKey_that_is_null_is_noted_and_nothing_depends_on_it()
    {
        await PlayAsync("27-parameter-key-null");
        Assert.That(_server.Quirks.All, Is.EqualTo(Quirk.NoParameterKey));
    }

    [Test]
    public async Task Quirk_30_a_placeholder_OUI_gives_way_to_the_parameter_lists_and_a_placeholder_serial_number_is_noted()
    {
        await PlayAsync("30-placeholder-identity");
        Assert.That(Contact.Identity.Id, Is.EqualTo(new DeviceId("00304F", "IGD", "999999999999999999")));
        Assert.That(_server.Quirks.All, Is.EqualTo(Quirk.IncompleteDeviceId | Quirk.PlaceholderIdentity));
    }

    [Test]
    public async Task Quirk_31_a_table_that_takes_no_rows_is_noted()
    {
        await PlayAsync("31-add-object-9005", new Operation.AddInstances(_id, [new("Device.NAT.PortMapping.", [])]));
        Assert.That(((Outcome.InstancesAdded)Script.Outcomes.Single()).Fault!.Kind, Is.EqualTo(FaultKind.NoSuchPath));
        Assert.That(_server.Quirks.All.HasFlag(Quirk.TableRefused));
    }

    [Test]
    public async Task Quirk_34_nothing_to_read_asks_nothing()
    {
        await PlayAsync("34-nothing-to-read", new Operation.ReadValues(_id, []));
        Assert.That(_answers[1].Status, Is.EqualTo(204));
        Assert.That(Script.Outcomes.Single(), Is.InstanceOf<Outcome.ValuesRead>());
    }

    [Test]
    public async Task Quirk_37_event_codes_with_illegal_characters_are_only_text()
    {
        await PlayAsync("37-event-codes");
        Assert.That(Contact.Events, Is.EqualTo(new[] { ContactEvent.Other, ContactEvent.Periodic, ContactEvent.Other }));
        Assert.That(_server.Quirks.All, Is.EqualTo(Quirk.ForbiddenCharacters));
    }

    [TestCase("38-latin-1-says-utf-8", "Müller")]
    [TestCase("38-windows-1251-in-header", "Роутер")]
    public async Task Quirk_38_a_charset_is_found_whatever_is_claimed(string name, string maker)
    {
        await PlayAsync(name);
        Assert.That(Contact.Identity.Manufacturer, Is.EqualTo(maker));
    }

    [Test]
    public async Task Quirk_39_every_SetParameterValuesFault_is_kept_the_one_that_names_the_root_too()
    {
        await PlayAsync("39-many-faults", new Operation.WriteValues(_id, [new("Device.A", "1", ParameterType.Int), new("Device.B", "1", ParameterType.Int)]));
        Assert.That(((Outcome.Failed)Script.Outcomes.Single()).Fault.Parameters.Select(p => (p.Path, p.Code)), Is.EqualTo(new[]
        {
            ("Device.A", "9007"), ("Device.B", "9008"), ("Device.", "9003"), ("Device.C", "9006"),
        }));
    }

    [Test]
    public async Task Quirk_20_a_gateway_that_sends_no_credentials_is_challenged_each_time_and_each_time_is_noted()
    {
        await using var closed = await TestListener.StartAsync(("Acs:Enrolment", "Closed"));
        var answers = await Fixture.PlayAsync(closed, "20-no-credentials");
        Assert.That(answers.Select(a => a.Status), Is.All.EqualTo(401));
        Assert.That(answers.Select(a => a.Head), Is.All.Contains("WWW-Authenticate: Digest"));
        Assert.That(closed.Attempts.Select(a => (a.Device.SerialNumber, a.Mechanism, a.Result)), Is.EqualTo(Enumerable.Repeat(("L20", "none", AccessResult.Challenged), 2)));
    }

    /// <summary>The first answer is an InformResponse.</summary>
    private async Task PlayAsync(string name, params Operation[] operations)
    {
        foreach (var operation in operations)
        {
            Script.Operations.Enqueue(operation);
        }

        _answers = await Fixture.PlayAsync(_server, name);
        Assert.That(_answers[0].Body, Does.Contain("InformResponse"), _answers[0].ToString());
    }

    private string Value(string end) => Contact.Values.Single(v => v.Path.EndsWith("." + end, StringComparison.Ordinal)).Value;
}
