using Provisioning.Conversations;
using Provisioning.Devices;
using Usp.Messages;
using UspController.Agents;
using UspController.Tests.Doubles;

namespace UspController.Tests.Agents;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class Operations_Tests
{
    private static readonly Guid Id = Guid.Parse("7b0d8a55-5d2e-4a55-9d1c-0b8a3f0a0001");

    private readonly Gateway _gateway = new("os::00D09E-SN1");

    private (Bench Bench, Outcome Outcome) Run(Operation operation)
    {
        var bench = new Bench(_gateway);
        bench.Operations.Enqueue(operation);
        bench.Give(new AgentInput.Connected(1));
        return (bench, bench.All<AgentAction.Complete>().Single().Outcome);
    }

    [Test]
    public void Values_are_read_and_missing_paths_are_named()
    {
        var (_, outcome) = Run(new Operation.ReadValues(Id, ["Device.DeviceInfo.SoftwareVersion", "Device.Nope.X", "Device.Hosts."]));
        var read = (Outcome.ValuesRead)outcome;
        Assert.That(read.Values.Select(v => v.Path), Is.EquivalentTo(new[]
        {
            "Device.DeviceInfo.SoftwareVersion", "Device.Hosts.HostNumberOfEntries", "Device.Hosts.Host.1.PhysAddress",
        }));
        Assert.That(read.Missing.Single(), Has.Property("Path").EqualTo("Device.Nope.X").And.Property("Code").EqualTo("7026"));
    }

    [Test]
    public void Any_request_with_any_field_goes_as_it_was_written_and_its_response_comes_as_it_is()
    {
        var (_, outcome) = Run(new Operation.UspMessage(Id, """{ "get": { "paramPaths": ["Device.DeviceInfo.SerialNumber"], "maxDepth": 2 } }"""));
        Assert.That(_gateway.Requests.Single(r => r.Get?.MaxDepth == 2).Get.ParamPaths, Is.EqualTo(["Device.DeviceInfo.SerialNumber"]));
        Assert.That(((Outcome.Answered)outcome).Response, Does.Contain("\"SerialNumber\": \"SN1\""));
    }

    [Test]
    public void Values_that_are_secret_by_name_do_not_come_back()
    {
        _gateway.Put("Device.WiFi.AccessPoint.1.Security.KeyPassphrase", "correct horse");
        var (_, outcome) = Run(new Operation.UspMessage(Id, """{ "get": { "paramPaths": ["Device.WiFi."] } }"""));
        Assert.That(((Outcome.Answered)outcome).Response, Does.Contain("KeyPassphrase").And.Not.Contain("correct"));
    }

    [TestCase("{}", "names no request")]
    [TestCase("""{ "get": { "paths": [] } }""", "paths")]
    [TestCase("""{ "get": 7 }""", "")]
    public void What_is_no_request_is_the_operations_fault_and_nothing_is_sent(string json, string said)
    {
        var (_, outcome) = Run(new Operation.UspMessage(Id, json));
        Assert.That(((Outcome.Failed)outcome).Fault.Code, Is.EqualTo("7004"));
        Assert.That(((Outcome.Failed)outcome).Fault.Text, Does.Contain(said));
    }

    [Test]
    public void An_error_with_its_culprits_becomes_the_fault()
    {
        var (_, outcome) = Run(new Operation.UspMessage(Id, """{ "set": { "updateObjs": [{ "objPath": "Device.", "paramSettings": [{ "param": "Nope", "value": "1", "required": true }] }] } }"""));
        var fault = ((Outcome.Failed)outcome).Fault;
        Assert.That((fault.Code, fault.Parameters.Single().Path, fault.Parameters.Single().Code), Is.EqualTo(("7004", "Device.Nope", "7010")));
    }

    [Test]
    public void Commands_that_run_are_listed_and_cancelled_by_their_key()
    {
        foreach (var (name, value) in new[] { ("Command", "Device.DeviceInfo.FirmwareImage.2.Download()"), ("CommandKey", "k"), ("Status", "Active") })
        {
            _gateway.Put("Device.LocalAgent.Request.7." + name, value);
        }

        var (_, listed) = Run(new Operation.ListTransfers(Id));
        var row = ((Outcome.TransfersListed)listed).Transfers.Single();
        Assert.That((row.CommandKey, row.State, row.Command), Is.EqualTo(("k", 2, "Device.DeviceInfo.FirmwareImage.2.Download()")));

        Run(new Operation.CancelTransfer(Id, "a\"b"));
        Assert.That(_gateway.Requests.Last(r => r.Operate is not null).Operate.Command, Is.EqualTo("Device.LocalAgent.Request.[CommandKey==\"a%22b\"].Cancel()"));
    }

    [Test]
    public void Software_modules_are_installed_updated_and_removed_one_at_a_time()
    {
        Run(new Operation.ChangeSoftware(Id, "k", [new SoftwareChange(SoftwareAction.Install, new Uri("https://files.example/m"), "u1", ExecutionEnvironment: "Device.SoftwareModules.ExecEnv.1.")]));
        var install = _gateway.Requests.Last(r => r.Operate is not null).Operate;
        Assert.That((install.Command, install.CommandKey), Is.EqualTo(("Device.SoftwareModules.InstallDU()", "k")));
        Assert.That(install.InputArgs.OrderBy(a => a.Key).Select(a => (a.Key, a.Value)), Is.EqualTo(
            [("ExecutionEnvRef", "Device.SoftwareModules.ExecEnv.1"), ("URL", "https://files.example/m"), ("UUID", "u1")]));

        Run(new Operation.ChangeSoftware(Id, "k", [new SoftwareChange(SoftwareAction.Uninstall, Uuid: "u1", Version: "1.0")]));
        Assert.That(
            _gateway.Requests.Last(r => r.Operate is not null).Operate.Command,
            Is.EqualTo("Device.SoftwareModules.DeploymentUnit.[UUID==\"u1\"&&Version==\"1.0\"].Uninstall()"));
    }

    [Test]
    public void Several_software_modules_have_a_command_and_an_answer_each()
    {
        var (_, outcome) = Run(new Operation.ChangeSoftware(Id, "k",
        [
            new SoftwareChange(SoftwareAction.Install, new Uri("https://files.example/m"), "u1"), new SoftwareChange(SoftwareAction.Uninstall, Uuid: "u2"),
        ]));
        Assert.That(_gateway.Requests.Where(r => r.Operate is not null).Select(r => (r.Operate.Command, r.Operate.CommandKey)), Is.EqualTo(new[]
        {
            ("Device.SoftwareModules.InstallDU()", "k.1"), ("Device.SoftwareModules.DeploymentUnit.[UUID==\"u2\"].Uninstall()", "k.2"),
        }));
        Assert.That(((Outcome.SoftwareBegun)outcome).Modules.Select(m => (m.HasEnded, m.Fault?.Code)), Is.EqualTo(new[] { (true, "7026"), (true, "7026") }), "this gateway has none");
        Assert.That(
            ((Outcome.Failed)Run(new Operation.ChangeSoftware(Id, "k", [new SoftwareChange(SoftwareAction.Update, Uuid: "u1"), new SoftwareChange(SoftwareAction.Update)])).Outcome).Fault.Code,
            Is.EqualTo("7027"), "nothing is begun of what cannot be ordered");
    }

    [Test]
    public void A_thousand_paths_are_read_in_several_messages()
    {
        var paths = Enumerable.Range(0, 1000).Select(i => $"Device.Many.{i}").ToList();
        paths.ForEach(p => _gateway.Put(p, "x"));
        var (bench, outcome) = Run(new Operation.ReadValues(Id, paths));
        Assert.That(((Outcome.ValuesRead)outcome).Values.Select(v => v.Path), Is.EqualTo(paths));
        Assert.That(_gateway.Requests.Count(r => r.Get?.ParamPaths.Count == 250), Is.EqualTo(4));
        Assert.That(bench.Session.IsResting);
    }

    [Test]
    public void Values_are_written_as_one_message_with_an_entry_per_object()
    {
        var (_, outcome) = Run(new Operation.WriteValues(Id,
        [
            new ParameterValue("Device.DeviceInfo.ProductClass", "A"),
            new ParameterValue("Device.Hosts.Host.1.PhysAddress", "B"),
            new ParameterValue("Device.DeviceInfo.SerialNumber", "C"),
        ]));
        Assert.That(outcome, Is.EqualTo(new Outcome.ValuesWritten(Id, NeedsReboot: false)));
        var set = _gateway.Requests.Single(r => r.Set is not null).Set;
        Assert.That(set.AllowPartial, Is.False);
        Assert.That(set.UpdateObjs.Select(o => (o.ObjPath, o.ParamSettings.Count)), Is.EqualTo(new[] { ("Device.DeviceInfo.", 2), ("Device.Hosts.Host.1.", 1) }));
        Assert.That(set.UpdateObjs.SelectMany(o => o.ParamSettings).All(p => p.Required));
    }

    [Test]
    public void A_refused_write_names_every_culprit()
    {
        var (_, outcome) = Run(new Operation.WriteValues(Id, [new ParameterValue("Device.X.A", "1"), new ParameterValue("Device.X.B", "1")]));
        var fault = ((Outcome.Failed)outcome).Fault;
        Assert.That((fault.Code, fault.Kind), Is.EqualTo(("7004", FaultKind.InvalidArguments)));
        Assert.That(fault.Parameters.Select(p => (p.Path, p.Code)), Is.EqualTo(new[] { ("Device.X.A", "7010"), ("Device.X.B", "7010") }));
    }

    [Test]
    public void Instances_are_added_by_one_message_and_their_paths_come_in_order()
    {
        var (_, outcome) = Run(new Operation.AddInstances(Id,
        [
            new NewInstance("Device.Firewall.Chain.", [new ParameterValue("Enable", "true")]),
            new NewInstance("Device.Hosts.Host.", []),
            new NewInstance("Device.Firewall.Chain.", []),
        ]));
        Assert.That(((Outcome.InstancesAdded)outcome).Paths, Is.EqualTo(new[] { "Device.Firewall.Chain.11.", "Device.Hosts.Host.11.", "Device.Firewall.Chain.12." }));
        Assert.That(_gateway.Requests.Last(r => r.Add is not null).Add, Has.Property("AllowPartial").EqualTo(false));
        Assert.That(_gateway.Values["Device.Firewall.Chain.11.Enable"], Is.EqualTo("true"));
    }

    [Test]
    public void Deleting_what_is_not_there_succeeds()
    {
        var (_, outcome) = Run(new Operation.DeleteInstances(Id, ["Device.Hosts.Host.1.", "Device.Hosts.Host.99."]));
        var deleted = (Outcome.InstancesDeleted)outcome;
        Assert.That(deleted.Paths, Is.EqualTo(new[] { "Device.Hosts.Host.1.", "Device.Hosts.Host.99." }));
        Assert.That(deleted.Fault, Is.Null);
    }

    [Test]
    public void Discovery_finds_templates_commands_events_and_instances()
    {
        var (_, outcome) = Run(new Operation.Discover(Id, "Device.", NextLevelOnly: false));
        var names = ((Outcome.Discovered)outcome).Names.ToDictionary(n => n.Path, n => n.Writable);
        Assert.That(names, Contains.Key("Device.Reboot()").And.ContainKey("Device.Boot!"));
        Assert.That(names["Device.Hosts.Host."], Is.True, "rows can be added");
        Assert.That(names["Device.Hosts.Host.{i}.PhysAddress"], Is.False);
        Assert.That(names["Device.DeviceInfo.SerialNumber"], Is.True);
        Assert.That(names, Contains.Key("Device.Hosts.Host.1.").And.ContainKey("Device.DeviceInfo.FirmwareImage.2."));
        Assert.That(_gateway.Requests.Single(r => r.GetInstances is not null).GetInstances.ObjPaths, Does.Contain("Device.Hosts.Host.").And.Not.Contain("Device."));
    }

    [Test]
    public void Discovery_of_an_unknown_object_is_a_fault()
    {
        var (_, outcome) = Run(new Operation.Discover(Id, "Device.Nope.", NextLevelOnly: false));
        Assert.That(((Outcome.Failed)outcome).Fault.Kind, Is.EqualTo(FaultKind.NoSuchPath));
    }

    [Test]
    public void Firmware_goes_to_the_image_that_is_not_running()
    {
        var (_, outcome) = Run(new Operation.Download(
            Id, "fw1", "1 Firmware Upgrade Image", new Uri("https://files.example/a.bin"), "u", "p", 1234, "ab12"));
        var accepted = (Outcome.Accepted)outcome;
        Assert.That(accepted.Completed, Is.False);
        Assert.That(accepted.Results["FirmwareImage"], Is.EqualTo("Device.DeviceInfo.FirmwareImage.2."));
        var operate = _gateway.Requests.Single(r => r.Operate is not null).Operate;
        Assert.That((operate.Command, operate.CommandKey, operate.SendResp), Is.EqualTo(("Device.DeviceInfo.FirmwareImage.2.Download()", "fw1", true)));
        Assert.That(operate.InputArgs, Is.EquivalentTo(new Dictionary<string, string>
        {
            ["URL"] = "https://files.example/a.bin", ["AutoActivate"] = "false", ["Username"] = "u", ["Password"] = "p",
            ["FileSize"] = "1234", ["CheckSumAlgorithm"] = "SHA-256", ["CheckSum"] = "ab12",
        }));
    }

    [Test]
    public void A_download_that_fails_to_start_is_a_transfer_fault()
    {
        foreach (var key in _gateway.Values.Keys.Where(k => k.Contains("FirmwareImage.2.", StringComparison.Ordinal)).ToList())
        {
            _gateway.Values.Remove(key);
        }

        var (_, outcome) = Run(new Operation.Download(Id, "fw1", "1 Firmware Upgrade Image", new Uri("https://f.example/"), "", "", 0, null));
        Assert.That(((Outcome.Failed)outcome).Fault, Has.Property("Kind").EqualTo(FaultKind.Transfer).And.Property("Code").EqualTo("7022"));
    }

    [Test]
    public void An_unknown_command_is_not_supported()
    {
        var (_, outcome) = Run(new Operation.Command(Id, "Device.Nope()", "", new Dictionary<string, string>()));
        Assert.That(((Outcome.Failed)outcome).Fault, Has.Property("Kind").EqualTo(FaultKind.NotSupported).And.Property("Code").EqualTo("7026"));
    }

    [Test]
    public void A_reboot_is_accepted()
    {
        var (_, outcome) = Run(new Operation.Reboot(Id, "r1"));
        Assert.That(((Outcome.Accepted)outcome).Completed, Is.True);
        Assert.That(_gateway.Requests.Single(r => r.Operate is not null).Operate.CommandKey, Is.EqualTo("r1"));
    }

    [Test]
    public void A_lost_read_is_repeated_under_the_same_id_and_a_lost_add_is_not()
    {
        var bench = new Bench(_gateway);
        bench.Operations.Enqueue(new Operation.ReadValues(Id, ["Device.DeviceInfo.SerialNumber"]));
        bench.Operations.Enqueue(new Operation.AddInstances(Id, [new NewInstance("Device.Hosts.Host.", [])]));
        bench.Give(new AgentInput.Connected(1));
        Assert.That(bench.All<AgentAction.Complete>().Count(), Is.EqualTo(2));

        bench.Gateway = null;
        bench.Operations.Enqueue(new Operation.ReadValues(Id, ["Device.DeviceInfo.SerialNumber"]));
        bench.Sent.Clear();
        bench.Give(new AgentInput.Woken());
        bench.Wait(TimeSpan.FromSeconds(50));
        Assert.That(bench.Sent.Select(m => m.Header.MsgId).Distinct().Count(), Is.EqualTo(1));
        Assert.That(bench.Sent, Has.Count.EqualTo(3));
        bench.Wait(TimeSpan.FromSeconds(20));
        Assert.That(bench.All<AgentAction.Complete>().Last().Outcome, Is.InstanceOf<Outcome.Lost>());

        bench.Sent.Clear();
        bench.Operations.Enqueue(new Operation.AddInstances(Id, [new NewInstance("Device.Hosts.Host.", [])]));
        bench.Give(new AgentInput.Woken());
        bench.Wait(TimeSpan.FromSeconds(60));
        Assert.That(bench.Sent, Has.Count.EqualTo(1));
        Assert.That(bench.All<AgentAction.Complete>().Last().Outcome, Is.InstanceOf<Outcome.Lost>());
        Assert.That(bench.Session.IsResting);
    }

    [Test]
    public void An_agent_that_lives_but_does_not_answer_one_request_fails_that_one_only()
    {
        var bench = new Bench(_gateway);
        bench.Give(new AgentInput.Connected(1));
        bench.Gateway = null;
        bench.Operations.Enqueue(new Operation.Reboot(Id, "r1"));
        bench.Give(new AgentInput.Woken());
        bench.Hear(Told.Change("v1", "Device.DeviceInfo.SoftwareVersion", "2"));
        Assert.That(bench.Acknowledged, Is.EqualTo(new[] { "v1" }), "within the conversation that waits");

        bench.Wait(TimeSpan.FromSeconds(61));

        Assert.That(((Outcome.Failed)bench.All<AgentAction.Complete>().Last().Outcome).Fault.Kind, Is.EqualTo(FaultKind.Timeout));
    }

    [Test]
    public void A_boot_in_the_middle_ends_the_conversation_and_begins_another()
    {
        var bench = new Bench(_gateway);
        bench.Give(new AgentInput.Connected(1));
        bench.Gateway = null;
        bench.Operations.Enqueue(new Operation.Reboot(Id, "r1"));
        bench.Give(new AgentInput.Woken());
        bench.Actions.Clear();
        bench.Gateway = _gateway;

        bench.Hear(Told.Boot(key: "r1"));

        Assert.That(bench.Actions.Take(2).Select(a => a.GetType()), Is.EqualTo(new[] { typeof(AgentAction.Complete), typeof(AgentAction.Close) }));
        Assert.That(((AgentAction.Complete)bench.Actions[0]).Outcome, Is.InstanceOf<Outcome.Lost>());
        Assert.That(bench.All<AgentAction.Open>().Single().Events, Is.EqualTo(new[] { ContactEvent.Boot }));
    }

    [Test]
    public void An_OnBoardRequest_that_was_ordered_comes_in_the_middle_and_ends_nothing()
    {
        var bench = new Bench(_gateway);
        bench.Give(new AgentInput.Connected(1));
        bench.Gateway = null;
        bench.Operations.Enqueue(new Operation.Command(Id, "Device.LocalAgent.Controller.1.SendOnBoardRequest()", "k", new Dictionary<string, string>()));
        bench.Give(new AgentInput.Woken());
        var asked = bench.Sent[^1];

        bench.Hear(Told.OnBoard("o1"));
        bench.Gateway = _gateway;
        bench.Hear(_gateway.Answer(asked)!);

        Assert.That(bench.All<AgentAction.Complete>().Last().Outcome, Is.InstanceOf<Outcome.Accepted>());
        Assert.That(bench.Acknowledged, Does.Contain("o1"));
        Assert.That(bench.Session.IsResting);
    }

    [Test]
    public void Requests_for_agents_are_denied_and_stray_answers_are_ignored()
    {
        var bench = new Bench(_gateway);
        bench.Give(new AgentInput.Connected(1));
        bench.Sent.Clear();
        bench.Hear(new Msg { Header = new Header { MsgId = "x" }, Body = new Body { Request = new Request { GetInstances = new GetInstances() } } });
        Assert.That((bench.Sent.Single().Header.MsgId, bench.Sent.Single().Body.Error.ErrCode), Is.EqualTo(("x", 7002u)));

        bench.Sent.Clear();
        bench.Hear(new Msg { Header = new Header { MsgId = "y" }, Body = new Body { Response = new Response { GetResp = new GetResp() } } });
        Assert.That(bench.Sent, Is.Empty);
    }
}
