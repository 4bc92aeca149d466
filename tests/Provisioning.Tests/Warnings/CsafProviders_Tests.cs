using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Provisioning.Mud;
using Provisioning.Mud.Fetching;
using Provisioning.Storage;
using Provisioning.Storage.Rows;
using Provisioning.Tests.Fleet;
using Provisioning.Tests.Mud;
using Provisioning.Warnings;
using Provisioning.Warnings.Fetching;
using Provisioning.Warnings.Sources;

namespace Provisioning.Tests.Warnings;

/// <summary>Advisories of a CSAF provider over real TLS: what is new is taken once, from the provider's own host, and only as its hash says.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class CsafProviders_Tests(DatabaseProvider provider)
{
    private FleetNode _node = null!;
    private Manufacturer _maker = null!;
    private MudFetcher _fetcher = null!;
    private CsafProviders _providers = null!;
    private WarningSourceRow _source = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _node = await FleetNode.StartAsync(provider);
        _node.Time.SetUtcNow(TimeProvider.System.GetUtcNow());
        _maker = await Manufacturer.StartAsync();
        var (contexts, options) = (_node.Get<IDbContextFactory<AcsDbContext>>(), Options.Create(new WarningOptions()));
        var mud = Options.Create(_maker.Options);
        _fetcher = new MudFetcher(mud, new FixedNames(mud), TimeProvider.System);
        _providers = new CsafProviders(contexts, _node.Commit, _fetcher, new AdvisoryIntake(_node.Commit, _node.Time), options, _node.Time);
        _source = new WarningSourceRow
        {
            Id = Guid.NewGuid(), Name = "Argus", Kind = SourceKind.Csaf, Scopes = "all", MaxLifetimeHours = 1, AddedBy = "t", AddedAt = _node.Time.GetUtcNow(), MetadataUrl = _maker.Url(".well-known/csaf/provider-metadata.json"),
        };
        await _node.WriteAsync(db => db.WarningSources.Add(_source));
    }

    [TearDown]
    public async Task StopAsync()
    {
        _fetcher.Dispose();
        await _maker.DisposeAsync();
        await _node.DisposeAsync();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task What_is_new_is_taken_once_by_feed_and_by_directory(bool rolie)
    {
        Provide("csaf_trusted_provider", rolie ? $$"""{ "rolie": { "feeds": [ { "summary": "all", "tlp_label": "WHITE", "feed_url": "{{_maker.Url("feed.json")}}" } ] } }""" : $$"""{ "directory_url": "{{_maker.Url("white")}}" }""");
        Publish("white/2026/a-1.json", "A-1", hash: true);
        await _providers.RunAsync(CancellationToken.None);
        Assert.That(await KeysAsync(), Is.EqualTo(["A-1"]), await FailureAsync());
        Assert.That(await FailureAsync(), Is.Null);

        _maker.Requests.Clear();
        await _providers.RunAsync(CancellationToken.None);
        Assert.That(_maker.Requests, Is.Empty, "its time has not come");
        _node.Time.Advance(TimeSpan.FromHours(5));
        await _providers.RunAsync(CancellationToken.None);
        Assert.That(_maker.Requests, Does.Not.Contain("/white/2026/a-1.json"), "it is known");
    }

    [Test]
    public async Task What_is_not_as_its_hash_says_or_at_another_host_is_refused_and_the_rest_is_taken()
    {
        Provide("csaf_trusted_provider", $$"""{ "rolie": { "feeds": [ { "tlp_label": "WHITE", "feed_url": "{{_maker.Url("feed.json")}}" }, { "tlp_label": "RED", "feed_url": "{{_maker.Url("red.json")}}" } ] } }""");
        Publish("white/a-1.json", "A-1", hash: true);
        Publish("white/a-2.json", "A-2", hash: false);
        Publish("white/a-3.json", "A-3", hash: true);
        _maker.Serve("/white/a-3.json", CsafText.Advisory("A-3", "2").Bytes());
        _listed.Add(("https://127.0.0.1/white/a-4.json", "2026-05-02T08:00:00Z"));
        List();
        await _providers.RunAsync(CancellationToken.None);
        Assert.That(await KeysAsync(), Is.EqualTo(["A-1"]));
        Assert.That(await FailureAsync(), Does.Contain("a-2.json: a trusted provider has a hash").And.Contain("a-3.json: it is not what").And.Contain("a-4.json: it is not at"));
        Assert.That(_maker.Requests, Does.Not.Contain("/red.json"), "what is not for everybody is not asked for");
    }

    private readonly List<(string Url, string At)> _listed = [];

    private void Provide(string role, string distribution)
    {
        _listed.Clear();
        _maker.Serve("/.well-known/csaf/provider-metadata.json", Encoding.UTF8.GetBytes($$"""
            { "canonical_url": "{{_maker.Url(".well-known/csaf/provider-metadata.json")}}", "role": "{{role}}", "metadata_version": "2.0", "last_updated": "2026-05-01T08:00:00Z",
              "publisher": { "category": "vendor", "name": "Argus", "namespace": "https://argus.example" }, "distributions": [ {{distribution}} ] }
            """));
    }

    private void Publish(string path, string id, bool hash)
    {
        var bytes = CsafText.Advisory(id).Bytes();
        _maker.Serve("/" + path, bytes);
        if (hash)
        {
            _maker.Serve($"/{path}.sha512", Encoding.ASCII.GetBytes($"{Convert.ToHexStringLower(SHA512.HashData(bytes))}  {Path.GetFileName(path)}\n"));
        }

        _listed.Add((_maker.Url(path), "2026-05-02T08:00:00Z"));
        List();
    }

    private void List()
    {
        var entries = string.Join(',', _listed.Select(l => $$"""{ "id": "x", "title": "x", "updated": "{{l.At}}", "content": { "src": "{{l.Url}}", "type": "application/json" } }"""));
        _maker.Serve("/feed.json", Encoding.UTF8.GetBytes($$"""{ "feed": { "id": "f", "title": "f", "entry": [ {{entries}} ] } }"""));
        _maker.Serve("/white/changes.csv", Encoding.UTF8.GetBytes(string.Concat(_listed.Select(l => $"\"{l.Url[_maker.Url("white/").Length..]}\",\"{l.At}\"\n"))));
    }

    private Task<List<string>> KeysAsync() => _node.ReadAsync(db => db.Warnings.Select(w => w.Key).OrderBy(k => k).ToListAsync());

    private Task<string?> FailureAsync() => _node.ReadAsync(db => db.WarningSources.Select(s => s.Failure).SingleAsync());
}
