using System.Net;
using CpeSimulator.Firmware;
using CpeSimulator.Lan;
using CpeSimulator.Tests.Cwmp;
using Microsoft.Extensions.Time.Testing;
using Usp.Messages;
using Usp.Records;
using MsgType = Usp.Messages.Header.Types.MsgType;

namespace CpeSimulator.Tests.Usp;

[TestFixture]
internal sealed class UspAgent_Tests
{
    private TestController _controller = null!;
    private Gateway _gateway = null!;

    [SetUp]
    public async Task SetUp()
    {
        _controller = await TestController.StartAsync();
        _gateway = _controller.Agent();
    }

    [TearDown]
    public async Task TearDown()
    {
        await _gateway.DisposeAsync();
        await _controller.DisposeAsync();
    }

    private async Task StartAsync()
    {
        _gateway.Start();
        await Eventually.Becomes(() => Boots().Any(), "Boot!");
    }

    private IEnumerable<Notify.Types.Event> Boots() => _controller.Notifies.Where(n => n.Event?.EventName == "Boot!").Select(n => n.Event);

    private async Task Subscribe(string type, string reference, bool persistent = false)
    {
        var add = new Add { CreateObjs = { new Add.Types.CreateObject { ObjPath = "Device.LocalAgent.Subscription." } } };
        foreach (var (name, value) in new[]
        {
            ("ID", type + reference), ("NotifType", type), ("ReferenceList", reference), ("Enable", "true"),
            ("Persistent", persistent ? "true" : "false"), ("NotifRetry", "true"),
        })
        {
            add.CreateObjs[0].ParamSettings.Add(new Add.Types.CreateParamSetting { Param = name, Value = value, Required = true });
        }

        var answer = await _controller.AskAsync(_gateway, MsgType.Add, new Request { Add = add });
        Assert.That(answer.Response?.AddResp.CreatedObjResults[0].OperStatus.OperSuccess, Is.Not.Null);
    }

    [TestCase(false, MQTTConnectRecord.Types.MQTTVersion.V5)]
    [TestCase(true, MQTTConnectRecord.Types.MQTTVersion.V311)]
    public async Task It_greets_with_a_connect_record_and_Boot(bool mqtt311, MQTTConnectRecord.Types.MQTTVersion version)
    {
        _gateway = _controller.Agent(o => o with { Mqtt311 = mqtt311 });
        await StartAsync();
        Assert.That(_controller.Connects.First().MqttConnect.Version, Is.EqualTo(version));
        Assert.That(Boots().First().Params["Cause"], Is.EqualTo("LocalFactoryReset"));
        var answer = await _controller.AskAsync(
            _gateway, MsgType.GetSupportedProto, new Request { GetSupportedProtocol = new() { ControllerSupportedProtocolVersions = "1.3" } });
        Assert.That(answer.Response.GetSupportedProtocolResp.AgentSupportedProtocolVersions, Does.Contain("1.3"));
    }

    [Test]
    public async Task Get_resolves_searches_and_reports_what_is_unknown()
    {
        await StartAsync();
        var answer = await _controller.AskAsync(_gateway, MsgType.Get, new Request
        {
            Get = new Get { ParamPaths = { "Device.IP.Interface.[Name==\"wan\"].Name", "Device.Nonsense.", "Device.IP.Interface.9.", "Device.IP.Interface.*.Status" } },
        });
        var results = answer.Response.GetResp.ReqPathResults;
        Assert.That(results[0].ResolvedPathResults.Single().ResolvedPath, Is.EqualTo("Device.IP.Interface.2."));
        Assert.That(results[1].ErrCode, Is.EqualTo(7026));
        Assert.That(results[2].ErrCode, Is.EqualTo(7026));
        Assert.That(results[3].ResolvedPathResults, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task An_Add_with_one_wrong_value_makes_nothing()
    {
        await StartAsync();
        var answer = await _controller.AskAsync(_gateway, MsgType.Add, new Request
        {
            Add = new Add
            {
                CreateObjs =
                {
                    new Add.Types.CreateObject { ObjPath = "Device.Firewall.Set." },
                    new Add.Types.CreateObject
                    {
                        ObjPath = "Device.Firewall.Set.",
                        ParamSettings = { new Add.Types.CreateParamSetting { Param = "Type", Value = "Sheep", Required = true } },
                    },
                },
            },
        });
        Assert.That(answer.Error.ErrCode, Is.EqualTo(7004));
        Assert.That(answer.Error.ParamErrs.Single().ParamPath, Is.EqualTo("Device.Firewall.Set.{i}.Type"));
        Assert.That(_gateway.Model.Get("Device.Firewall.SetNumberOfEntries"), Is.EqualTo("0"));
    }

    [Test]
    public async Task Set_of_an_absent_row_gives_7016_and_of_a_search_without_match_succeeds_empty()
    {
        await StartAsync();
        Request Write(string path) => new()
        {
            Set = new Set
            {
                UpdateObjs =
                {
                    new Set.Types.UpdateObject { ObjPath = path, ParamSettings = { new Set.Types.UpdateParamSetting { Param = "Enable", Value = "true", Required = true } } },
                },
            },
        };
        Assert.That((await _controller.AskAsync(_gateway, MsgType.Set, Write("Device.Firewall.Chain.99."))).Error.ErrCode, Is.EqualTo(7016));
        var none = await _controller.AskAsync(_gateway, MsgType.Set, Write("Device.Firewall.Chain.[Name==\"none\"]."));
        Assert.That(none.Response.SetResp.UpdatedObjResults.Single().OperStatus.OperSuccess.UpdatedInstResults, Is.Empty);
    }

    [Test]
    public async Task Deleting_what_is_not_there_succeeds()
    {
        await StartAsync();
        var answer = await _controller.AskAsync(_gateway, MsgType.Delete, new Request { Delete = new Delete { ObjPaths = { "Device.Firewall.Chain.99." } } });
        Assert.That(answer.Response.DeleteResp.DeletedObjResults.Single().OperStatus.OperSuccess.AffectedPaths, Is.Empty);
    }

    [Test]
    public async Task The_supported_data_model_tells_tables_parameters_and_commands()
    {
        await StartAsync();
        var answer = await _controller.AskAsync(_gateway, MsgType.GetSupportedDm, new Request
        {
            GetSupportedDm = new GetSupportedDM { ObjPaths = { "Device." }, ReturnCommands = true, ReturnEvents = true, ReturnParams = true, ReturnUniqueKeySets = true },
        });
        var objects = answer.Response.GetSupportedDmResp.ReqObjResults.Single().SupportedObjs;
        var rule = objects.Single(o => o.SupportedObjPath == "Device.Firewall.Chain.{i}.Rule.{i}.");
        Assert.That(rule.Access, Is.EqualTo(GetSupportedDMResp.Types.ObjAccessType.ObjAddDelete));
        Assert.That(rule.SupportedParams.Select(p => p.ParamName), Does.Contain("DestMatchSet"));
        Assert.That(objects.SelectMany(o => o.SupportedCommands).Select(c => c.CommandName), Does.Contain("Reboot()").And.Contain("Download()"));
    }

    [Test]
    public async Task A_Notify_to_the_agent_is_refused_and_rubbish_is_dropped()
    {
        await StartAsync();
        await _controller.SendAsync(_gateway, new Msg());
        await _controller.SendAsync(_gateway, new Msg { Header = new Header { MsgId = "x", MsgType = MsgType.Get } });
        var answer = await _controller.AskAsync(_gateway, MsgType.Notify, new Request { Notify = new Notify() });
        Assert.That(answer.Error.ErrCode, Is.EqualTo(7002));
        var mixed = await _controller.AskAsync(_gateway, MsgType.Set, new Request { Get = new Get() });
        Assert.That(mixed.Error.ErrCode, Is.EqualTo(7001));
    }

    [Test]
    public async Task A_host_that_joins_is_an_object_creation_and_a_changed_count()
    {
        await StartAsync();
        await Subscribe("ObjectCreation", "Device.Hosts.Host.");
        await Subscribe("ValueChange", "Device.Hosts.HostNumberOfEntries");
        _gateway.Lan.Join(new LanHost("02:00:00:00:00:09", "bulb", IPAddress.Parse("192.168.1.50")));
        await Eventually.Becomes(() => _controller.Notifies.Any(n => n.ObjCreation?.ObjPath == "Device.Hosts.Host.1."), "ObjectCreation");
        await Eventually.Becomes(() => _controller.Notifies.Any(n => n.ValueChange?.ParamValue == "1"), "ValueChange");
        Assert.That(_controller.Notifies.Where(n => n.ObjCreation is not null).Select(n => n.ObjCreation.UniqueKeys["PhysAddress"]).Distinct(), Is.EqualTo(new[] { "02:00:00:00:00:09" }));
    }

    [Test]
    public async Task An_unanswered_notification_is_sent_again_under_its_id()
    {
        _controller.Answers = false;
        _gateway.Start();
        await Eventually.Becomes(() => Boots().Count() >= 3, "third Boot!");
        Assert.That(_controller.Messages.Select(m => m.Header.MsgId).Distinct().Count(), Is.EqualTo(1));
        _controller.Answers = true;
    }

    [Test]
    public async Task A_reboot_keeps_persistent_subscriptions_only()
    {
        await StartAsync();
        await Subscribe("ValueChange", "Device.Time.");
        await Subscribe("ObjectDeletion", "Device.Hosts.Host.", persistent: true);
        var answer = await _controller.AskAsync(_gateway, MsgType.Operate, new Request { Operate = new Operate { Command = "Device.Reboot()", CommandKey = "k", SendResp = true } });
        Assert.That(answer.Response.OperateResp.OperationResults.Single().ReqOutputArgs, Is.Not.Null);
        await Eventually.Becomes(() => Boots().Any(b => b.Params["Cause"] == "RemoteReboot" && b.Params["CommandKey"] == "k"), "Boot! after the reboot");
        var types = _gateway.Model.Read("Device.LocalAgent.Subscription.").Where(r => r.Template.Name == "NotifType").Select(r => r.Value);
        Assert.That(types, Is.EqualTo(new[] { "Event", "ObjectDeletion" }));
    }

    [Test]
    public async Task Firmware_goes_into_the_other_bank_and_runs_after_Boot()
    {
        await using var files = await ScriptedAcs.StartAsync();
        await StartAsync();
        await Subscribe("OperationComplete", "Device.", persistent: true);
        await Subscribe("Event", "Device.LocalAgent.TransferComplete!", persistent: true);
        Request Order(int bank) => new()
        {
            Operate = new Operate
            {
                Command = $"Device.DeviceInfo.FirmwareImage.{bank}.Download()",
                CommandKey = "fw",
                SendResp = true,
                InputArgs = { ["URL"] = files.Publish("fw.bin", SimFirmware.Create("3.1.0")).AbsoluteUri, ["AutoActivate"] = "true" },
            },
        };
        var refused = await _controller.AskAsync(_gateway, MsgType.Operate, Order(1));
        Assert.That(refused.Response.OperateResp.OperationResults.Single().CmdFailure.ErrCode, Is.EqualTo(7022));
        var begun = await _controller.AskAsync(_gateway, MsgType.Operate, Order(2));
        Assert.That(begun.Response.OperateResp.OperationResults.Single().ReqObjPath, Does.StartWith("Device.LocalAgent.Request."));
        await Eventually.Becomes(() => Boots().Any(b => b.Params["FirmwareUpdated"] == "true" && b.Params["CommandKey"] == "fw"), "Boot! with the new firmware");
        var told = _controller.Notifies.ToList();
        var transfer = told.FindIndex(n => n.Event?.EventName == "TransferComplete!");
        Assert.That(transfer, Is.GreaterThanOrEqualTo(0));
        Assert.That(told.FindIndex(n => n.OperComplete is not null), Is.GreaterThan(transfer));
        Assert.That(_gateway.Model.Get("Device.DeviceInfo.SoftwareVersion"), Is.EqualTo("3.1.0"));
        Assert.That(_gateway.Model.Get("Device.DeviceInfo.ActiveFirmwareImage"), Is.EqualTo("Device.DeviceInfo.FirmwareImage.2"));
    }

    [Test]
    public async Task It_does_not_hammer_a_broker_that_is_away()
    {
        var clock = new FakeTimeProvider();
        var options = _gateway.Options with { MqttPort = 1, RetryWait = TimeSpan.FromSeconds(5) };
        await using var gateway = new Gateway(options, clock);
        gateway.Start();
        await Eventually.Becomes(() => gateway.Counters.FailedSessions == 1, "first attempt");
        using (var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10)))
        {
            for (var i = 1; i <= 20; i++)
            {
                // News from the home must not count as a reason to try.
                gateway.Lan.Join(new LanHost($"02:00:00:00:01:{i:x2}", "h", IPAddress.Parse("192.168.1." + i)));
                await timer.WaitForNextTickAsync();
            }
        }

        Assert.That(gateway.Counters.FailedSessions, Is.EqualTo(1));
        await Eventually.Becomes(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(10));
                return gateway.Counters.FailedSessions > 1;
            },
            "second attempt");
    }

    [Test]
    public async Task An_unknown_command_gives_7026()
    {
        await StartAsync();
        var answer = await _controller.AskAsync(_gateway, MsgType.Operate, new Request { Operate = new Operate { Command = "Device.Fly()", SendResp = true } });
        Assert.That(answer.Error.ErrCode, Is.EqualTo(7026));
    }
}
