using System.Collections.Concurrent;
using Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Provisioning.Administration;
using Provisioning.Conversations;
using Provisioning.Devices;
using Provisioning.Firewall;
using Provisioning.Flows;
using Provisioning.Jobs;
using Provisioning.Mud;
using Provisioning.Storage;
using Provisioning.Storage.Documents;
using Provisioning.Storage.Nodes;

namespace Provisioning.Tests.Fleet;

/// <summary>
/// One node's Provisioning, put together as the host does it, on a real database with a clock that the test moves. Nothing runs
/// by itself but the writer: the feed is read when the test says so.
/// </summary>
internal sealed class FleetNode : IAsyncDisposable, IWorkSignal
{
    private readonly ServiceProvider _services;
    private readonly DirectoryInfo? _own;
    private readonly string _directory;
    private readonly DatabaseProvider _provider;
    private readonly string _connectionString;
    private readonly SqlCounter _sql = new();

    private FleetNode(DatabaseProvider provider, string connectionString, string? directory, FakeTimeProvider time, params (string Key, string Value)[] more)
    {
        _own = directory is null ? Directory.CreateTempSubdirectory("acs-node-") : null;
        if (_own is not null && provider == DatabaseProvider.Sqlite)
        {
            MigratedSqlite.In(_own.FullName);
        }

        (_provider, _connectionString, _directory, Time) = (provider, connectionString, directory ?? _own!.FullName, time);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Acs:DataDirectory"] = _directory,
            ["Acs:Database:Provider"] = provider.ToString(),
            ["Acs:Database:ConnectionString"] = connectionString,
            ["Acs:Enrolment"] = "Open",
        }).AddInMemoryCollection(more.ToDictionary(m => m.Key, m => (string?)m.Value, StringComparer.Ordinal)).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton<TimeProvider>(time);
        services.AddLogging(l => l.AddProvider(_sql).AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.Information));
        services.AddProvisioning(configuration);
        services.AddSingleton<IWorkSignal>(this);
        services.AddMud(configuration);
        services.AddFlows(configuration);
        services.AddFirewall(configuration);
        _services = services.BuildServiceProvider();
    }

    public FakeTimeProvider Time { get; }

    public ConcurrentQueue<long> Woken { get; } = [];

    public ConcurrentQueue<string> Signals { get; } = [];

    /// <summary>Statements that reached the database so far.</summary>
    public int Statements => _sql.Count;

    public IConversations Conversations => _services.GetRequiredService<IConversations>();

    public FleetAdministration Administration => _services.GetRequiredService<FleetAdministration>();

    public IGroupCommit Commit => _services.GetRequiredService<IGroupCommit>();

    public IDeviceDocuments Documents => _services.GetRequiredService<IDeviceDocuments>();

    public static async Task<FleetNode> StartAsync(DatabaseProvider provider, params (string Key, string Value)[] configuration)
    {
        var node = new FleetNode(
            provider,
            provider == DatabaseProvider.PostgreSql ? PostgreSqlCluster.NewMigratedDatabase() : "",
            directory: null,
            new FakeTimeProvider(new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero)),
            configuration);
        await node.JoinAsync();
        return node;
    }

    /// <summary>Another process on the same database, data directory and clock.</summary>
    public async Task<FleetNode> AnotherAsync()
    {
        var node = new FleetNode(_provider, _connectionString, _directory, Time);
        await node.JoinAsync();
        return node;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task<T> ReadAsync<T>(Func<AcsDbContext, Task<T>> read)
    {
        await using var db = await Get<IDbContextFactory<AcsDbContext>>().CreateDbContextAsync();
        return await read(db);
    }

    public Task WriteAsync(Action<AcsDbContext> write) => Commit.CommitAsync(
        (db, _) =>
        {
            write(db);
            return Task.CompletedTask;
        },
        CancellationToken.None);

    /// <summary>What the clock does each second.</summary>
    public Task HearOthersAsync() => Get<ChangeFeed>().ReadAsync(CancellationToken.None);

    public Contact Contact(string serial, Protocols via = Protocols.Cwmp, params ContactEvent[] events) => new(
        new DeviceIdentity(new DeviceId("00D09E", "Gw", serial), EndpointId: via == Protocols.Usp ? $"os::00D09E-{serial}" : null),
        via,
        ContactTrust.Device,
        events.Length == 0 ? [ContactEvent.Periodic] : events,
        [new ParameterValue("Device.DeviceInfo.SoftwareVersion", "1.0", ParameterType.String)],
        Time.GetUtcNow(),
        "127.0.0.1");

    /// <summary>Opens, or fails the test.</summary>
    public async Task<IConversation> OpenAsync(Contact contact)
    {
        var result = await Conversations.OpenAsync(contact, CancellationToken.None);
        Assert.That(result, Is.InstanceOf<ConversationResult.Opened>());
        return ((ConversationResult.Opened)result).Conversation;
    }

    /// <summary>A whole session: everything that the server has for the gateway is carried out.</summary>
    /// <returns>What was carried out.</returns>
    public async Task<List<Operation>> SessionAsync(ModelGateway gateway, Protocols via = Protocols.Cwmp, params ContactEvent[] events)
    {
        await using var conversation = await OpenAsync(Contact(gateway.Serial, via, events) with { Values = gateway.Volunteered });
        return await gateway.ServeAsync(conversation);
    }

    public void MudFilesWanted() => Signals.Enqueue(nameof(MudFilesWanted));

    public void FirewallDirty() => Signals.Enqueue(nameof(FirewallDirty));

    public void CampaignMoved() => Signals.Enqueue(nameof(CampaignMoved));

    public void WakeWanted(long deviceRowId) => Woken.Enqueue(deviceRowId);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _own?.Delete(recursive: true);
    }

    private async Task JoinAsync()
    {
        // The feed's own pulse stands still with the clock: only its registration is wanted.
        var feed = Get<ChangeFeed>();
        await feed.StartAsync(CancellationToken.None);
        await feed.StopAsync(CancellationToken.None);
    }

    private sealed class SqlCounter : ILoggerProvider, ILogger
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Name?.EndsWith("CommandExecuted", StringComparison.Ordinal) == true)
            {
                Interlocked.Increment(ref _count);
            }
        }

        public void Dispose()
        {
        }
    }
}
