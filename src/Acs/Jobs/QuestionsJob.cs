using Hangfire;
using Provisioning.Mud.Questions.Asking;

namespace Acs.Jobs;

/// <summary>Asks subscribers about what was found in the flows of hosts in mode <c>ask</c>.</summary>
internal sealed class QuestionsJob(AutomaticQuestions work) : IJob
{
    [DisableConcurrentExecution(timeoutInSeconds: 60)]
    [AutomaticRetry(Attempts = 0)]
    public Task RunAsync(CancellationToken cancellationToken) => work.RunAsync(cancellationToken);
}
