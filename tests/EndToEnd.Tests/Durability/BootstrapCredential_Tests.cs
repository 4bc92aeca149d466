using System.Net;
using System.Text.RegularExpressions;

namespace EndToEnd.Tests.Durability;

/// <summary>
/// A gateway's own credential replaces the one that the fleet shares, at first contact. Whichever side the crash between the two
/// leaves behind, the gateway can come again, and once its own was used the shared one opens nothing.
/// </summary>
[TestFixture]
internal sealed partial class BootstrapCredential_Tests
{
    private const string Done = "<cwmp:SetParameterValuesResponse><Status>0</Status></cwmp:SetParameterValuesResponse>";

    private static readonly NetworkCredential _shared = new("fleet", "fleet-password");

    [Test]
    public async Task A_crash_between_the_two_credentials_shuts_nobody_out([Values] bool gatewayTookThem)
    {
        using var server = new KillableServer(
            ("Acs__Enrolment", "Quarantine"), ("Acs__Cwmp__Bootstrap__User", _shared.UserName), ("Acs__Cwmp__Bootstrap__Password", _shared.Password));
        await server.StartAsync();
        using var factory = new BareGateway(server.Cwmp, "BOOT", _shared);
        await factory.InformAsync("0 BOOTSTRAP");
        var own = Credential(await factory.SilenceAsync());
        server.Kill();
        await server.StartAsync();

        if (!gatewayTookThem)
        {
            using var again = new BareGateway(server.Cwmp, "BOOT", _shared);
            await again.InformAsync("1 BOOT");
            var repeated = await again.SilenceAsync();
            Assert.That((Credential(repeated).UserName, Credential(repeated).Password), Is.EqualTo((own.UserName, own.Password)), "the same, whichever arrives");
            await again.SayAsync(Done, Id().Match(repeated).Groups["id"].Value);
        }

        using var gateway = new BareGateway(server.Cwmp, "BOOT", own);
        Assert.That(await gateway.InformAsync("2 PERIODIC"), Does.Contain("InformResponse"));
        using var thief = new BareGateway(server.Cwmp, "BOOT", _shared);
        Assert.That(await thief.KnockAsync("2 PERIODIC"), Is.EqualTo(HttpStatusCode.Unauthorized), "what the whole fleet knows stands in for nobody's own");
        Assert.That(await thief.KnockAsync("0 BOOTSTRAP"), Is.EqualTo(HttpStatusCode.OK), "a factory reset brings the shared one back");
    }

    private static NetworkCredential Credential(string setParameterValues) => new(Value(setParameterValues, "Username"), Value(setParameterValues, "Password"));

    private static string Value(string text, string name) =>
        Regex.Match(text, $@"ManagementServer\.{name}</Name>\s*<Value[^>]*>(?<value>[^<]*)<", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["value"].Value is { Length: > 0 } value
            ? value
            : throw new AssertionException($"no {name} in {text}");

    [GeneratedRegex("<[^<>]*ID[^<>]*>(?<id>[^<]*)</", RegexOptions.None, 1000)]
    private static partial Regex Id();
}
