using Acs.Commands;

namespace Acs.Tests.Hosting;

public sealed class Https_Tests
{
    [Test]
    public async Task Https_without_a_certificate_says_which_key_brings_one()
    {
        var directory = Directory.CreateTempSubdirectory("acs-test-");
        using var error = new StringWriter();
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var code = await CommandLine.RunAsync(
            [
                "--Acs:Web:Url=https://127.0.0.1:0", $"--Acs:DataDirectory={directory.FullName}", "--Acs:Cwmp:Url=http://127.0.0.1:0",
                "--Acs:Files:Url=http://127.0.0.1:0", $"--Acs:Usp:Mqtt:Port={RunningServer.FreePort()}",
            ],
            TextWriter.Null, error, stop.Token);
        if (code == 0)
        {
            Assert.Ignore("This machine has a development certificate, so that the server starts.");
        }

        Assert.That(code, Is.EqualTo(1));
        Assert.That(error.ToString(), Does.Contain("Acs:Web:Url").And.Contain("Kestrel:Certificates:Default").And.Not.Contain("   at "));
    }
}
