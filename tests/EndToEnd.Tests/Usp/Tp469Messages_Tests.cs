using System.Text.Json;
using CpeSimulator;
using CpeSimulator.DataModels;

namespace EndToEnd.Tests.Usp;

/// <summary>
/// TP-469 chapter 1 from the controller's side: what its test procedures have the controller send is ordered by REST, sent as it was
/// ordered, and what the agent answers, errors and partial failures included, comes back whole.
/// </summary>
[TestFixture]
internal sealed class Tp469Messages_Tests
{
    private const string Subscriptions = "Device.LocalAgent.Subscription.";

    private TestAcs _acs = null!;
    private TestGateway _gateway = null!;
    private string _device = "";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _acs = await TestAcs.StartAsync();
        _gateway = await TestGateway.StartAsync(_acs, ManagementProtocol.Usp, new GatewayOptions { SerialNumber = "TP469" });
        _device = $"devices/{Uri.EscapeDataString(_gateway.Id)}";
        await Eventually.TrueAsync(async () => await _acs.GetAsync(_device) is not null, "the agent is listed");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _gateway.DisposeAsync();
        await _acs.DisposeAsync();
    }

    [TestCase(false, TestName = "1.1 Add, allow partial false")]
    [TestCase(true, TestName = "1.2 Add, allow partial true")]
    public async Task Add_succeeds(bool partial)
    {
        var result = await AnswerAsync(Add(partial, Row($"add-{partial}")));
        var success = result.GetProperty("addResp").GetProperty("createdObjResults")[0].GetProperty("operStatus").GetProperty("operSuccess");
        Assert.That(success.GetProperty("instantiatedPath").GetString(), Does.StartWith(Subscriptions));
        Assert.That(success.GetProperty("uniqueKeys").EnumerateObject().Select(k => k.Name), Does.Contain("ID"));
    }

    [Test]
    public async Task Add_whole_that_fails_in_one_object_makes_none_and_names_the_culprit()
    {
        // 1.3 to 1.7
        var fault = await FaultAsync(Add(false, Row("all-1"), Row("all-2", ("Nope", "1"))));
        Assert.That(fault.GetProperty("code").GetString(), Is.EqualTo("7004"));
        var culprit = fault.GetProperty("parameters").EnumerateArray().Single();
        Assert.That((culprit.GetProperty("path").GetString(), culprit.GetProperty("code").GetString()), Is.EqualTo(($"{Subscriptions}{{i}}.Nope", "7010")));
        Assert.That(await InstancesAsync($"{Subscriptions}[ID==\"all-1\"]."), Is.Empty);
    }

    [Test]
    public async Task Add_in_part_tells_what_was_made_and_what_was_not()
    {
        // 1.8, 1.9
        var results = (await AnswerAsync(Add(true, Row("part-1"), Row("part-2", ("Nope", "1"))))).GetProperty("addResp").GetProperty("createdObjResults");
        Assert.That(results[0].GetProperty("operStatus").TryGetProperty("operSuccess", out _));
        Assert.That(results[1].GetProperty("operStatus").GetProperty("operFailure").GetProperty("errCode").GetInt32(), Is.EqualTo(7010));
    }

    [Test]
    public async Task Set_goes_by_number_by_key_by_wildcard_and_by_expression()
    {
        // 1.11 to 1.13, 1.18, 1.19, 1.22
        await AnswerAsync(Add(false, Row("set-1"), Row("set-2")));
        foreach (var path in new[] { $"{Subscriptions}[ID==\"set-1\"].", $"{Subscriptions}[ID==\"set-1\"&&Enable==\"true\"]." })
        {
            Assert.That(Updated(await AnswerAsync(Set(false, path, ("NotifRetry", "true")))), Has.Count.EqualTo(1));
        }

        Assert.That(Updated(await AnswerAsync(Set(false, $"{Subscriptions}*.", ("TimeToLive", "0")))), Has.Count.GreaterThan(2));
    }

    [Test]
    public async Task Set_that_fails_tells_which_parameter_in_which_instance()
    {
        // 1.14 to 1.17, 1.20, 1.21
        await AnswerAsync(Add(false, Row("fail-1")));
        var path = $"{Subscriptions}[ID==\"fail-1\"].";
        var fault = await FaultAsync(Set(false, path, ("Nope", "1")));
        Assert.That(fault.GetProperty("parameters")[0].GetProperty("code").GetString(), Is.EqualTo("7010"));
        var failure = Status(await AnswerAsync(Set(true, path, ("Nope", "1")))).GetProperty("operFailure");
        Assert.That(failure.GetProperty("updatedInstFailures")[0].GetProperty("paramErrs")[0].GetProperty("param").GetString(), Is.EqualTo("Nope"));
        var partly = Status(await AnswerAsync(new
        {
            set = new
            {
                allowPartial = true,
                updateObjs = new[] { new { objPath = path, paramSettings = new[] { new { param = "NotifRetry", value = "true", required = true }, new { param = "Nope", value = "1", required = false } } } },
            },
        })).GetProperty("operSuccess").GetProperty("updatedInstResults")[0];
        Assert.That(partly.GetProperty("updatedParams").GetProperty("NotifRetry").GetString(), Is.EqualTo("true"));
        Assert.That(partly.GetProperty("paramErrs")[0].GetProperty("errCode").GetInt32(), Is.EqualTo(7010));
    }

    [Test]
    public async Task Set_that_matches_nothing_and_Set_of_a_row_that_is_not_there_are_two_things()
    {
        // 1.23
        Assert.That(Updated(await AnswerAsync(Set(false, $"{Subscriptions}[ID==\"nobody\"].", ("Enable", "true")))), Is.Empty);
        Assert.That((await FaultAsync(Set(false, $"{Subscriptions}4711.", ("Enable", "true")))).GetProperty("code").GetString(), Is.EqualTo("7016"));
    }

    [Test]
    public async Task Delete_goes_by_key_and_expression_and_what_is_not_there_is_gone()
    {
        // 1.24, 1.25, 1.27, 1.29, 1.31 to 1.35, 1.90
        await AnswerAsync(Add(false, Row("del-1"), Row("del-2"), Row("del-3")));
        var one = await AnswerAsync(Delete(false, $"{Subscriptions}[ID==\"del-1\"]."));
        Assert.That(one.GetProperty("deleteResp").GetProperty("deletedObjResults")[0].GetProperty("operStatus").GetProperty("operSuccess").GetProperty("affectedPaths").GetArrayLength(), Is.EqualTo(1));
        var more = await AnswerAsync(Delete(true, $"{Subscriptions}[ID==\"del-2\"].", $"{Subscriptions}4711.", $"{Subscriptions}[ID==\"del-3\"]."));
        Assert.That(more.GetProperty("deleteResp").GetProperty("deletedObjResults").GetArrayLength(), Is.EqualTo(3));
        Assert.That(await InstancesAsync($"{Subscriptions}[ID==\"del-2\"]."), Is.Empty);
    }

    [Test]
    public async Task Delete_of_what_is_no_row_is_a_fault_or_a_failure_of_its_path()
    {
        // 1.26, 1.28, 1.30
        Assert.That((await FaultAsync(Delete(false, "Device.Nope."))).GetProperty("parameters")[0].GetProperty("code").GetString(), Is.EqualTo("7026"));
        var partly = await AnswerAsync(Delete(true, "Device.Nope."));
        Assert.That(
            partly.GetProperty("deleteResp").GetProperty("deletedObjResults")[0].GetProperty("operStatus").GetProperty("operFailure").GetProperty("errCode").GetInt32(), Is.EqualTo(7026));
    }

    [TestCase("Device.DeviceInfo.SerialNumber", "1.36")]
    [TestCase("Device.DeviceInfo.", "1.39")]
    [TestCase("Device.LocalAgent.Subscription.[ID==\"acs-boot\"].", "1.40, 1.43")]
    [TestCase("Device.LocalAgent.Subscription.*.ID", "1.44")]
    [TestCase("Device.LocalAgent.Subscription.*.", "1.45")]
    [TestCase("Device.LocalAgent.Subscription.[NotifType==\"Event\"].ID", "1.46")]
    [TestCase("Device.LocalAgent.Subscription.[NotifType!=\"Event\"].ID", "1.47")]
    [TestCase("Device.LocalAgent.Controller.[PeriodicNotifInterval>\"1\"].EndpointID", "1.48, 1.50")]
    [TestCase("Device.LocalAgent.Controller.[PeriodicNotifInterval<\"4294967295\"].EndpointID", "1.49, 1.51")]
    public async Task Get_reads_by_every_kind_of_path(string path, string cases)
    {
        var result = (await AnswerAsync(new { get = new { paramPaths = new[] { path } } })).GetProperty("getResp").GetProperty("reqPathResults")[0];
        Assert.That(result.TryGetProperty("errCode", out _), Is.False, cases);
        Assert.That(result.GetProperty("resolvedPathResults").GetArrayLength(), Is.GreaterThan(0), cases);
    }

    [Test]
    public async Task Get_of_several_paths_answers_each_and_faults_are_of_their_path()
    {
        // 1.37, 1.38, 1.41, 1.42, 1.82, 1.86
        var results = (await AnswerAsync(new
        {
            get = new { paramPaths = new[] { "Device.DeviceInfo.SerialNumber", "Device.DeviceInfo.Nope", "Device.LocalAgent.EndpointID", $"{Subscriptions}[ID==\"nobody\"]." } },
        })).GetProperty("getResp").GetProperty("reqPathResults");
        Assert.That(
            results.EnumerateArray().Select(r => r.TryGetProperty("errCode", out var code) ? code.GetInt32() : 0),
            Is.EqualTo([0, 7026, 0, 0]));
        Assert.That(results[3].TryGetProperty("resolvedPathResults", out _), Is.False, "a search that matches nothing is no fault");
    }

    [Test]
    public async Task Get_goes_as_deep_as_it_is_told()
    {
        // 1.89
        Assert.That(await ObjectsAsync(1), Is.LessThan(await ObjectsAsync(3)));
        Assert.That(await ObjectsAsync(3), Is.LessThan(await ObjectsAsync(0)));

        async Task<int> ObjectsAsync(int depth) =>
            (await AnswerAsync(new { get = new { paramPaths = new[] { "Device.LocalAgent." }, maxDepth = depth } }))
            .GetProperty("getResp").GetProperty("reqPathResults")[0].GetProperty("resolvedPathResults").GetArrayLength();
    }

    [Test]
    public async Task Operate_runs_with_arguments_and_tells_what_cannot_run()
    {
        // 1.61, 1.64, 1.79
        var result = await AnswerAsync(new { operate = new { command = "Device.IP.Diagnostics.IPPing()", commandKey = "k", sendResp = true, inputArgs = new Dictionary<string, string> { ["Host"] = "127.0.0.1" } } });
        Assert.That(result.GetProperty("operateResp").GetProperty("operationResults")[0].GetProperty("executedCommand").GetString(), Is.EqualTo("Device.IP.Diagnostics.IPPing()"));
        Assert.That((await FaultAsync(new { operate = new { command = "Device.Nope()", commandKey = "k", sendResp = true } })).GetProperty("code").GetString(), Is.EqualTo("7026"));
    }

    [Test]
    public async Task GetInstances_lists_one_level_or_all_with_unique_keys()
    {
        // 1.66 to 1.71, 1.83
        var first = await InstancesAsync(Subscriptions, firstLevelOnly: true);
        Assert.That(first, Is.Not.Empty);
        Assert.That(first.Select(i => i.GetProperty("uniqueKeys").EnumerateObject().Any()), Is.All.True);
        Assert.That(await InstancesAsync("Device.LocalAgent.Controller.", firstLevelOnly: false), Has.Count.GreaterThan((await InstancesAsync("Device.LocalAgent.Controller.", firstLevelOnly: true)).Count));
        Assert.That(await InstancesAsync($"{Subscriptions}[ID==\"acs-boot\"]."), Has.Count.EqualTo(1));
        Assert.That(await InstancesAsync($"{Subscriptions}[ID==\"nobody\"]."), Is.Empty);
    }

    [Test]
    public async Task GetSupportedDM_tells_parameters_commands_events_their_arguments_and_unique_keys()
    {
        // 1.72 to 1.77, 1.97 to 1.99
        var all = (await AnswerAsync(new
        {
            getSupportedDm = new { objPaths = new[] { "Device." }, returnCommands = true, returnEvents = true, returnParams = true, returnUniqueKeySets = true },
        })).GetProperty("getSupportedDmResp").GetProperty("reqObjResults")[0].GetProperty("supportedObjs").EnumerateArray().ToList();
        Assert.That(all.Where(o => o.TryGetProperty("supportedCommands", out _)).SelectMany(o => o.GetProperty("supportedCommands").EnumerateArray())
            .Single(c => c.GetProperty("commandName").GetString() == "IPPing()").GetProperty("inputArgNames").EnumerateArray().Select(a => a.GetString()), Does.Contain("Host"));
        Assert.That(all.Where(o => o.TryGetProperty("supportedEvents", out _)).SelectMany(o => o.GetProperty("supportedEvents").EnumerateArray())
            .First(e => e.GetProperty("eventName").GetString() == "Boot!").GetProperty("argNames").EnumerateArray().Select(a => a.GetString()), Does.Contain("Cause"));
        Assert.That(all.Single(o => o.GetProperty("supportedObjPath").GetString() == $"{Subscriptions}{{i}}.").GetProperty("uniqueKeySets").GetArrayLength(), Is.GreaterThan(0));

        var bare = (await AnswerAsync(new { getSupportedDm = new { objPaths = new[] { "Device.", "Device.Nope." }, firstLevelOnly = true } })).GetProperty("getSupportedDmResp").GetProperty("reqObjResults");
        Assert.That(bare[0].GetProperty("supportedObjs").EnumerateArray().Any(o => o.TryGetProperty("supportedParams", out _)), Is.False);
        Assert.That(bare[1].GetProperty("errCode").GetInt32(), Is.EqualTo(7026));
    }

    [Test]
    public async Task GetSupportedProtocol_tells_versions()
    {
        // 1.80
        var versions = (await AnswerAsync(new { getSupportedProtocol = new { controllerSupportedProtocolVersions = "1.0,1.4" } }))
            .GetProperty("getSupportedProtocolResp").GetProperty("agentSupportedProtocolVersions").GetString();
        Assert.That(versions!.Split(','), Does.Contain("1.3"));
    }

    [Test]
    public async Task What_is_no_message_is_refused_before_it_is_sent()
    {
        Assert.That((await FaultAsync(new { get = new { paths = new[] { "Device." } } })).GetProperty("code").GetString(), Is.EqualTo("7004"));
        using var refused = await _acs.Api.PostAsync(
            new Uri($"{_device}/operations", UriKind.Relative), new StringContent("""{ "type": "uspMessage", "message": 7 }""", System.Text.Encoding.UTF8, "application/json"));
        Assert.That((int)refused.StatusCode, Is.EqualTo(400));
    }

    private static object Row(string id, params (string Name, string Value)[] more) => new
    {
        objPath = Subscriptions,
        paramSettings = new (string Name, string Value)[] { ("ID", id), ("Enable", "true"), ("NotifType", "ValueChange"), ("ReferenceList", "Device.DeviceInfo.SoftwareVersion") }
            .Concat(more).Select(s => new { param = s.Name, value = s.Value, required = true }),
    };

    private static object Add(bool partial, params object[] rows) => new { add = new { allowPartial = partial, createObjs = rows } };

    private static object Set(bool partial, string path, params (string Name, string Value)[] settings) => new
    {
        set = new { allowPartial = partial, updateObjs = new[] { new { objPath = path, paramSettings = settings.Select(s => new { param = s.Name, value = s.Value, required = true }) } } },
    };

    private static object Delete(bool partial, params string[] paths) => new { delete = new { allowPartial = partial, objPaths = paths } };

    private static JsonElement Status(JsonElement result) => result.GetProperty("setResp").GetProperty("updatedObjResults")[0].GetProperty("operStatus");

    private static List<JsonElement> Updated(JsonElement result) =>
        Status(result).GetProperty("operSuccess").TryGetProperty("updatedInstResults", out var updated) ? [.. updated.EnumerateArray()] : [];

    private async Task<List<JsonElement>> InstancesAsync(string path, bool firstLevelOnly = true)
    {
        var result = (await AnswerAsync(new { getInstances = new { objPaths = new[] { path }, firstLevelOnly } })).GetProperty("getInstancesResp").GetProperty("reqPathResults")[0];
        return result.TryGetProperty("currInsts", out var instances) ? [.. instances.EnumerateArray()] : [];
    }

    private async Task<JsonElement> AnswerAsync(object message)
    {
        var operation = await OrderAsync(message);
        Assert.That(operation.GetProperty("state").GetString(), Is.EqualTo("succeeded"), operation.ToString());
        return operation.GetProperty("result");
    }

    private async Task<JsonElement> FaultAsync(object message)
    {
        var operation = await OrderAsync(message);
        Assert.That(operation.GetProperty("state").GetString(), Is.EqualTo("failed"), operation.ToString());
        return operation.GetProperty("fault");
    }

    private Task<JsonElement> OrderAsync(object message) => _acs.SendAsync(HttpMethod.Post, $"{_device}/operations?wait=60", new { type = "uspMessage", message });
}
