using Acs.Cwmp.Wire;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http.Features;

namespace Acs.Cwmp.Endpoint;

/// <summary>Kestrel's requests straight to the endpoint: no routing, no middleware, one context per connection.</summary>
internal sealed class CwmpApplication(CwmpEndpoint endpoint, CwmpWire wire) : IHttpApplication<DefaultHttpContext>
{
    public DefaultHttpContext CreateContext(IFeatureCollection contextFeatures)
    {
        if (contextFeatures is not IHostContextContainer<DefaultHttpContext> container)
        {
            return new DefaultHttpContext(contextFeatures);
        }

        if (container.HostContext is { } known)
        {
            known.Initialize(contextFeatures);
            return known;
        }

        return container.HostContext = new DefaultHttpContext(contextFeatures);
    }

    public Task ProcessRequestAsync(DefaultHttpContext context) =>
        wire.IsOn ? wire.HandleAsync(context, endpoint) : endpoint.HandleAsync(context);

    public void DisposeContext(DefaultHttpContext context, Exception? exception) => context.Uninitialize();
}
