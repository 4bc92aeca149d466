using Acs.Security;
using Microsoft.Extensions.Options;
using Provisioning.Storage;

namespace Acs.Hosting;

/// <summary>
/// The running server, in this process: what <c>acs serve</c> starts, and what the demo, the tests and the load runs start too.
/// </summary>
public sealed class AcsServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private AcsServer(WebApplication app, ServerAddresses addresses, string? newAdminKey)
    {
        _app = app;
        Addresses = addresses;
        NewAdminKey = newAdminKey;
    }

    public ServerAddresses Addresses { get; }

    /// <summary>The key that this start generated, to be shown once; null when there was one already or it was configured.</summary>
    public string? NewAdminKey { get; }

    /// <summary>The administrator's key as far as this start knows it: generated now, or configured.</summary>
    public string? AdminKey => NewAdminKey ?? _app.Configuration["Acs:AdminKey"];

    public IServiceProvider Services => _app.Services;

    /// <summary>Starts the server and returns when it listens.</summary>
    /// <param name="args">Command-line configuration: <c>--Acs:Web:Url=http://127.0.0.1:0</c>.</param>
    /// <param name="overlay">Configuration that is weaker than environment and command line, stronger than appsettings.json.</param>
    /// <exception cref="StartException">The configuration is wrong, a port is taken, the database does not answer.</exception>
    public static async Task<AcsServer> StartAsync(
        string[] args,
        IReadOnlyDictionary<string, string?>? overlay = null,
        Action<IHostApplicationBuilder>? configure = null,
        CancellationToken cancellationToken = default)
    {
        var app = Build(args, overlay, configure);
        try
        {
            await app.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync(cancellationToken);
            var key = await app.Services.GetRequiredService<AdminKey>().EnsureAsync(cancellationToken);
            Modules.Use(app);
            await app.StartAsync(cancellationToken);
            return new AcsServer(app, BoundAddresses.Of(app), key);
        }
        catch (Exception e) when (StartFailures.Explain(e, app.Configuration) is { } explained)
        {
            await app.DisposeAsync();
            throw new StartException(explained.Errors, e);
        }
    }

    /// <summary>The services, before anything runs or is connected to: enough for a command that only needs the database.</summary>
    /// <exception cref="StartException">The configuration is wrong.</exception>
    internal static WebApplication Build(
        string[] args,
        IReadOnlyDictionary<string, string?>? overlay = null,
        Action<IHostApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(AcsServer).Assembly.GetName().Name,
            // appsettings.json and wwwroot lie beside the program, wherever it was started from.
            ContentRootPath = AppContext.BaseDirectory,
        });
        if (overlay is not null)
        {
            AddOverlay(builder.Configuration, overlay);
        }

        var errors = ConfigurationCheck.Errors(builder.Configuration);
        try
        {
            Modules.Add(builder);
            configure?.Invoke(builder);
            var app = builder.Build();
            // Each module checks its own keys; all are asked before anything starts, so that nobody mends one error a start.
            app.Services.GetService<IStartupValidator>()?.Validate();
            return errors.Count == 0 ? app : throw new StartException(errors);
        }
        catch (Exception e) when (e is not StartException && StartFailures.Explain(e, builder.Configuration) is { } explained)
        {
            throw new StartException(ConfigurationCheck.Merge(errors, explained.Errors), e);
        }
        catch (Exception e) when (e is not StartException && errors.Count > 0)
        {
            // What a module stumbles over is what the check has named.
            throw new StartException(errors, e);
        }
    }

    /// <summary>Cancelled when the server begins to stop.</summary>
    public CancellationToken Stopping => _app.Lifetime.ApplicationStopping;

    public Task StopAsync(CancellationToken cancellationToken = default) => _app.StopAsync(cancellationToken);

    public Task WaitForShutdownAsync(CancellationToken cancellationToken = default) => _app.WaitForShutdownAsync(cancellationToken);

    /// <summary>Stops it first where nobody did: what waits to be written is written, and no service is torn down while it works.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_app.Lifetime.ApplicationStopped.IsCancellationRequested)
            {
                await _app.StopAsync();
            }
        }
        finally
        {
            await _app.DisposeAsync();
        }
    }

    /// <summary>After the JSON files, before the environment and the command line.</summary>
    private static void AddOverlay(ConfigurationManager configuration, IReadOnlyDictionary<string, string?> overlay)
    {
        var sources = ((IConfigurationBuilder)configuration).Sources;
        var files = sources.OfType<Microsoft.Extensions.Configuration.Json.JsonConfigurationSource>().LastOrDefault();
        var at = files is null ? 0 : sources.IndexOf(files) + 1;
        sources.Insert(at, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource { InitialData = overlay });
    }
}
