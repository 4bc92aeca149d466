using System.Text.Json;
using Acs.Commands;
using Provisioning.Devices;
using Provisioning.Devices.Trust;

namespace Acs.Tests.Commands;

/// <summary><c>acs usp role</c>.</summary>
public sealed class UspRole_Tests
{
    [Test]
    public async Task The_role_that_is_printed_grants_all_that_the_server_needs()
    {
        var (code, text, _) = await RunAsync("usp", "role", "--number", "7", "--json");
        Assert.That(code, Is.Zero);
        var printed = JsonSerializer.Deserialize<JsonElement>(text).EnumerateArray()
            .Select(p => new ParameterValue(p.GetProperty("path").GetString()!, p.GetProperty("value").GetString()!));
        var reported = ReportedParameters.Empty.With(
            printed.Append(new("Device.LocalAgent.Controller.1.EndpointID", "proto::acs")).Append(new("Device.LocalAgent.Controller.1.AssignedRole", "Device.LocalAgent.ControllerTrust.Role.7")),
            DateTimeOffset.UnixEpoch);
        Assert.That(NeedCheck.Of(TrustTable.Read(reported, "proto::acs"), TrustNeeds.All).Select(a => a.State), Is.All.EqualTo(NeedState.Granted));
    }

    [Test]
    public async Task For_people_it_says_what_each_row_is_for()
    {
        var (code, text, _) = await RunAsync("usp", "role");
        Assert.That(code, Is.Zero);
        Assert.That(text, Does.Contain("# Hosts: the devices in the home").And.Contain("Permission.1.Targets \"Device.\""));
    }

    [TestCase("--number", "0")]
    [TestCase("--number")]
    [TestCase("--what")]
    public async Task What_is_no_option_is_told(params string[] options)
    {
        var (code, _, error) = await RunAsync(["usp", "role", .. options]);
        Assert.That(code, Is.EqualTo(2));
        Assert.That(error, Does.StartWith("usage: acs usp role"));
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(args, output, error, CancellationToken.None);
        return (code, output.ToString(), error.ToString());
    }
}
