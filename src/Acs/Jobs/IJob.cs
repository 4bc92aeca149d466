namespace Acs.Jobs;

/// <summary>What Hangfire calls. No arguments: a job finds its work in the database, so losing one loses nothing.</summary>
internal interface IJob
{
    Task RunAsync(CancellationToken cancellationToken);
}
