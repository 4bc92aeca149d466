using System.Net;
using Acs.Tests.Hosting;

namespace Acs.Tests.Security;

public sealed class LoginLimit_Tests
{
    [Test]
    public async Task Guessing_is_slowed_down()
    {
        await using var server = await RunningServer.StartAsync();
        using var browser = new Browser(server.Server.Addresses.Web);
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 11; i++)
        {
            using var response = await browser.EnterAsync($"guess {i}");
            answers.Add(response.StatusCode);
        }

        Assert.That(answers.Take(10), Is.All.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(answers[10], Is.EqualTo(HttpStatusCode.TooManyRequests));
    }
}
