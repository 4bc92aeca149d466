#pragma warning disable CA1050, MA0047 // Without a namespace it stands around all tests of the project that compiles it.

[SetUpFixture]
public sealed class PostgreSqlEnd
{
    [OneTimeTearDown]
    public void Stop() => Databases.PostgreSqlCluster.Stop();
}
