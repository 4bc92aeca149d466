using Acs.Commands;
using Acs.Hosting;
using Microsoft.Extensions.Logging;
using System.Net.Sockets;
using System.Net;

namespace Acs.Tests.Hosting;

public sealed class Start_Tests
{
    [Test]
    public async Task A_server_that_is_disposed_of_without_being_stopped_ends_in_peace()
    {
        var directory = Directory.CreateTempSubdirectory("acs-dispose-");
        using var failures = new FailureLog();
        var server = await AcsServer.StartAsync(
            [
                $"--Acs:DataDirectory={directory.FullName}", "--Acs:Web:Url=http://127.0.0.1:0", "--Acs:Cwmp:Url=http://127.0.0.1:0", "--Acs:Files:Url=http://127.0.0.1:0",
                $"--Acs:Usp:Mqtt:Port={RunningServer.FreePort()}", "--Acs:AdminKey=a key",
            ],
            configure: builder => builder.Logging.AddProvider(failures));
        await server.DisposeAsync();
        Assert.That(failures.Lines, Is.Empty);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        directory.Delete(recursive: true);
    }

    [Test]
    public async Task Every_wrong_key_is_named_at_once()
    {
        var failure = await Assert.ThrowsAsync<StartException>(() => AcsServer.StartAsync(
        [
            "--Acs:Cwmp:Url=nonsense", "--Acs:Web:Url=http://127.0.0.1:99999", "--Acs:Enrolment=Maybe", "--Acs:Database:Provider=Oracle",
            "--Acs:Usp:Mqtt:Mode=Sometimes", "--Acs:Usp:Mqtt:Port=x", "--Acs:Usp:EndpointId=acs", "--Acs:AdminKey= ", "--Acs:DataDirectory=",
        ]));
        var text = string.Join('\n', failure!.Errors);
        foreach (var key in new[]
        {
            "Acs:Cwmp:Url", "Acs:Web:Url", "Acs:Enrolment", "Acs:Database:Provider", "Acs:Usp:Mqtt:Mode", "Acs:Usp:Mqtt:Port", "Acs:Usp:EndpointId",
            "Acs:AdminKey", "Acs:DataDirectory",
        })
        {
            Assert.That(text, Does.Contain(key + ":"));
        }
    }

    [Test]
    public async Task The_modules_own_keys_are_named_with_the_others()
    {
        var failure = await Assert.ThrowsAsync<StartException>(() => AcsServer.StartAsync(
        [
            "--Acs:Cwmp:Url=nonsense", "--Acs:Mud:Parallel=0", "--Acs:Webhooks:Timeout=01:00:00", "--Acs:Retention:Events=00:00:00",
            "--Acs:Wake:PerMinute=0", "--Acs:Cwmp:Stun:MinimumKeepAlive=0", "--Acs:Cwmp:Xmpp:Jid=acs@isp.test",
        ]));
        foreach (var key in new[] { "Acs:Cwmp:Url", "Acs:Mud:Parallel", "Acs:Webhooks:Timeout", "Acs:Retention:Events", "Acs:Wake:PerMinute", "Acs:Cwmp:Stun:MinimumKeepAlive", "Acs:Cwmp:Xmpp:Password" })
        {
            Assert.That(failure!.Errors.Count(e => e.Contains(key, StringComparison.Ordinal)), Is.EqualTo(1), $"{key} in {string.Join('\n', failure.Errors)}");
        }
    }

    [Test]
    public async Task A_port_that_is_taken_is_said_without_a_stack_trace()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var directory = Directory.CreateTempSubdirectory("acs-test-");
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(
            [
                $"--Acs:Web:Url=http://127.0.0.1:{port}", $"--Acs:DataDirectory={directory.FullName}", "--Acs:Cwmp:Url=http://127.0.0.1:0",
                $"--Acs:Files:Url=http://127.0.0.1:{RunningServer.FreePort()}", $"--Acs:Usp:Mqtt:Port={RunningServer.FreePort()}",
            ],
            TextWriter.Null, error, CancellationToken.None);
        Assert.That(code, Is.EqualTo(1));
        Assert.That(error.ToString(), Does.Contain("Acs:Web:Url").And.Contain("in use").And.Not.Contain("   at "));
    }

    [Test]
    public async Task A_STUN_port_that_is_taken_is_named_by_its_key()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var failure = await Assert.ThrowsAsync<StartException>(() => RunningServer.StartAsync(
            "--Acs:Cwmp:Stun:Enabled=true", "--Acs:Cwmp:Stun:Address=127.0.0.1", $"--Acs:Cwmp:Stun:Port={((IPEndPoint)taken.LocalEndPoint!).Port}"));
        Assert.That(failure!.Errors, Is.EqualTo(failure.Errors.Where(e => e.Contains("Acs:Cwmp:Stun:Port", StringComparison.Ordinal))).And.Not.Empty);
    }

    [Test]
    public async Task The_first_start_makes_a_key_and_the_second_does_not_show_it()
    {
        var directory = Directory.CreateTempSubdirectory("acs-test-");
        string[] args =
        [
            $"--Acs:DataDirectory={directory.FullName}", "--Acs:Web:Url=http://127.0.0.1:0", "--Acs:Cwmp:Url=http://127.0.0.1:0",
            $"--Acs:Files:Url=http://127.0.0.1:{RunningServer.FreePort()}", $"--Acs:Usp:Mqtt:Port={RunningServer.FreePort()}",
            "--Logging:LogLevel:Default=Warning",
        ];
        string? key;
        await using (var first = await AcsServer.StartAsync(args))
        {
            key = first.NewAdminKey;
            Assert.That(key, Has.Length.GreaterThan(40));
            await first.StopAsync();
        }

        await using var second = await AcsServer.StartAsync(args);
        Assert.That(second.NewAdminKey, Is.Null);
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        using var response = await http.GetAsync(new Uri(second.Addresses.Web, "/api/v1/devices"));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await second.StopAsync();
    }

    [Test]
    public async Task Two_servers_in_one_process_do_not_disturb_each_other()
    {
        await using var first = await RunningServer.StartAsync();
        await using (var second = await RunningServer.StartAsync())
        {
            await JobsRunAsync(second);
        }

        await JobsRunAsync(first);
    }

    [Test]
    public async Task An_unknown_command_is_wrong_usage()
    {
        using var error = new StringWriter();
        Assert.That(await CommandLine.RunAsync(["fly"], TextWriter.Null, error, CancellationToken.None), Is.EqualTo(2));
        Assert.That(error.ToString(), Does.Contain("usage:"));
    }

    [TestCase("Sqlite", "Data Source=unused.db", "CREATE TABLE \"Devices\"")]
    [TestCase("PostgreSql", "Host=nowhere.invalid", "CREATE TABLE \"Devices\"")]
    [TestCase("SqlServer", "Server=nowhere.invalid", "CREATE TABLE [Devices]")]
    public async Task The_migration_script_is_printed_without_a_database(string provider, string connectionString, string expected)
    {
        var directory = Directory.CreateTempSubdirectory("acs-test-");
        using var output = new StringWriter();
        var code = await CommandLine.RunAsync(
            ["migrate", "--script", $"--Acs:Database:Provider={provider}", $"--Acs:Database:ConnectionString={connectionString}", $"--Acs:DataDirectory={directory.FullName}"],
            output, TextWriter.Null, CancellationToken.None);
        Assert.That(code, Is.Zero);
        Assert.That(output.ToString(), Does.Contain(expected));
    }

    [Test]
    public async Task A_connection_string_that_cannot_be_read_is_said_with_its_key()
    {
        var directory = Directory.CreateTempSubdirectory("acs-test-");
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(
            ["serve", "--Acs:Database:Provider=SqlServer", "--Acs:Database:ConnectionString=colour=red", $"--Acs:DataDirectory={directory.FullName}"],
            TextWriter.Null, error, CancellationToken.None);
        Assert.That(code, Is.EqualTo(1));
        Assert.That(error.ToString(), Does.Contain("Acs:Database").And.Not.Contain("   at "));
    }

    private static Task JobsRunAsync(RunningServer server)
    {
        var storage = (Hangfire.JobStorage)server.Server.Services.GetService(typeof(Hangfire.JobStorage))!;
        var before = storage.GetMonitoringApi().SucceededListCount();
        ((Provisioning.Jobs.IWorkSignal)server.Server.Services.GetService(typeof(Provisioning.Jobs.IWorkSignal))!).CampaignMoved();
        return Eventually.TrueAsync(() => Task.FromResult(storage.GetMonitoringApi().SucceededListCount() > before));
    }
}
