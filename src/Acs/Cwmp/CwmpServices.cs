using Acs.Cwmp.Authentication;
using Acs.Cwmp.ConnectionRequest;
using Acs.Cwmp.Endpoint;
using Acs.Cwmp.Stun;
using Acs.Cwmp.Wire;
using Acs.Cwmp.Xmpp;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Provisioning.Conversations;
using Provisioning.Devices;
using Provisioning.Wire;

namespace Acs.Cwmp;

internal static class CwmpServices
{
    /// <summary>
    /// The CPEs' listener and the connection requests. Needs <see cref="IConversations"/>, <see cref="IDeviceCredentials"/>
    /// <see cref="IAccessLog"/>, <c>QuirkCatalogue</c> and <c>IQuirkSightings</c> as singletons.
    /// </summary>
    public static IServiceCollection AddCwmp(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddOptions<CwmpOptions>()
            .Bind(configuration.GetSection(CwmpOptions.Section))
            .Configure(options => options.Enrolment = configuration.GetValue("Acs:Enrolment", Enrolment.Quarantine))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<CwmpOptions>, CwmpOptionsValidator>();
        services.AddSingleton<CwmpMetrics>();
        services.AddSingleton<Nonces>();
        services.AddSingleton<Challenges>();
        services.AddSingleton<RecentChallenges>();
        services.AddSingleton<NonceUses>();
        services.AddSingleton<CpeAuthenticator>();
        services.AddSingleton<ClientCertificates>();
        services.AddSingleton<Callers>();
        services.AddSingleton<AccessLimits>();
        services.AddSingleton<Gatekeeper>();
        services.AddSingleton<ServerCertificate>();
        services.AddSingleton<CwmpTls>();
        services.AddSingleton<InformLoops>();
        services.AddSingleton<SessionTable>();
        services.AddSingleton(p => new CwmpWire(
            p.GetService<WireRules>(), p.GetService<WireRecorder>(), p.GetService<WireUnidentified>(), p.GetRequiredService<IOptions<WireOptions>>(),
            p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<QuirkNotes>();
        services.AddSingleton<CwmpEndpoint>();
        services.AddSingleton<CwmpListener>();
        services.AddHostedService(provider => provider.GetRequiredService<CwmpListener>());
        services.AddSingleton(provider => new ConnectionTargets(provider.GetRequiredService<IOptions<CwmpOptions>>(), configuration));
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<CwmpOptions>>().Value.Stun.Policy);
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<CwmpOptions>>().Value.Xmpp.Policy);
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<CwmpOptions>>().Value.Addressing);
        services.AddSingleton<StunServer>();
        services.AddHostedService(provider => provider.GetRequiredService<StunServer>());
        services.AddSingleton<IWaker, CwmpWaker>();
        services.AddSingleton<IWaker, UdpWaker>();
        services.AddSingleton<XmppClient>();
        services.AddHostedService(provider => provider.GetRequiredService<XmppClient>());
        services.AddSingleton<IWaker, XmppWaker>();
        return services;
    }
}
