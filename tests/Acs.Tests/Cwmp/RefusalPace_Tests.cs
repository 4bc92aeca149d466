using Acs.Cwmp.Endpoint;
using Microsoft.Extensions.Time.Testing;

namespace Acs.Tests.Cwmp;

internal sealed class RefusalPace_Tests
{
    [Test]
    public void So_many_a_second_are_written_down_and_the_next_says_how_many_were_not()
    {
        var time = new FakeTimeProvider();
        var pace = new RefusalPace(2, time);
        Assert.That((pace.Take(out _), pace.Take(out _), pace.Take(out _), pace.Take(out _)), Is.EqualTo((true, true, false, false)));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.That((pace.Take(out var left), left), Is.EqualTo((true, 2)));
        Assert.That((pace.Take(out left), left), Is.EqualTo((true, 0)));
    }
}
