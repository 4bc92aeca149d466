using Hangfire;

namespace Acs.Jobs;

/// <summary>Makes each job in a scope of this host's services. Handed to the server directly: Hangfire's static activator
/// would belong to whichever host came last in the process.</summary>
internal sealed class ServiceActivator(IServiceScopeFactory scopes) : JobActivator
{
    public override JobActivatorScope BeginScope(JobActivatorContext context) => new Scope(scopes.CreateAsyncScope());

    private sealed class Scope(AsyncServiceScope services) : JobActivatorScope
    {
        public override object Resolve(Type type) => ActivatorUtilities.GetServiceOrCreateInstance(services.ServiceProvider, type);

        public override void DisposeScope() => services.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
