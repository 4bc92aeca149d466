using Acs.Cwmp.Endpoint;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Provisioning.Devices;

namespace Acs.Tests.Cwmp.Quirks;

/// <summary>Who is held off, for how long, and who is not.</summary>
internal sealed class InformLoops_Tests
{
    private const string Address = "192.0.2.1";

    private static readonly DeviceId _device = new("30B5C2", "TD-W8980", "1");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 28, 10, 0, 0, TimeSpan.Zero));
    private NotedQuirks _seen = null!;
    private ServiceProvider _services = null!;
    private InformLoops _loops = null!;

    [SetUp]
    public void Start()
    {
        _seen = new NotedQuirks();
        _services = new ServiceCollection().AddMetrics().AddSingleton<CwmpMetrics>().BuildServiceProvider();
        _loops = new InformLoops(_seen, _services.GetRequiredService<CwmpMetrics>(), _time);
    }

    [TearDown]
    public void Stop() => _services.Dispose();

    [Test]
    public void The_wait_doubles_up_to_an_hour()
    {
        Abandon(InformLoops.Patience - 1);
        Assert.That(_loops.Wait(_device, Address), Is.Null);
        var waits = new List<double>();
        for (var i = 0; i < 9; i++)
        {
            Abandon(1);
            waits.Add(_loops.Wait(_device, Address)!.Value.TotalMinutes);
        }

        Assert.That(waits, Is.EqualTo(new double[] { 1, 2, 4, 8, 16, 32, 60, 60, 60 }));
    }

    [Test]
    public void Nobody_holds_off_a_gateway_that_is_elsewhere()
    {
        Abandon(50);
        Assert.That(_loops.Wait(_device, "198.51.100.7"), Is.Null);
        Assert.That(_loops.Wait(_device with { SerialNumber = "2" }, Address), Is.Null);
    }

    [Test]
    public void A_session_that_goes_on_forgives_all()
    {
        Abandon(50);
        _loops.WentOn(_device, Address);
        Assert.That(_loops.Wait(_device, Address), Is.Null);
        Abandon(InformLoops.Patience - 1);
        Assert.That(_loops.Wait(_device, Address), Is.Null, "it begins anew");
    }

    [Test]
    public void What_was_hours_ago_is_forgotten()
    {
        for (var i = 0; i < 50; i++)
        {
            Abandon(1);
            _time.Advance(TimeSpan.FromHours(5));
        }

        Assert.That(_seen.Seen, Is.Empty);
    }

    [Test]
    public void A_flood_of_names_is_bounded_and_passes()
    {
        for (var i = 0; i < 12_000; i++)
        {
            _loops.Abandoned(_device with { SerialNumber = $"F{i}" }, Address);
        }

        Abandon(50);
        Assert.That(_loops.Wait(_device, Address), Is.Null, "no room for it");
        _time.Advance(TimeSpan.FromHours(5));
        Abandon(InformLoops.Patience);
        Assert.That(_loops.Wait(_device, Address), Is.Not.Null);
    }

    private void Abandon(int times)
    {
        for (var i = 0; i < times; i++)
        {
            _loops.Abandoned(_device, Address);
        }
    }
}
