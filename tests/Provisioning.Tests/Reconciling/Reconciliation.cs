using Provisioning.DesiredState;
using Provisioning.Devices;
using Provisioning.Tests.Fleet;

namespace Provisioning.Tests.Reconciling;

/// <summary>Reconciler and gateway without conversation, database and clock between them.</summary>
internal sealed class Reconciliation(ModelGateway gateway)
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 0, 0, 0, TimeSpan.Zero);

    private ReportedParameters _reported = ReportedParameters.Empty;

    public ReconcileProgress? Progress { get; private set; }

    /// <summary>All is read anew.</summary>
    public void Forget() => _reported = ReportedParameters.Empty;

    /// <summary>Until there is nothing to do; the last step says why.</summary>
    public ReconcileStep Run(DesiredDevice desired, int atMost = 2000)
    {
        Progress ??= ReconcileProgress.Start(desired.Hash);
        for (var i = 0; i < atMost; i++)
        {
            if (Progress.DesiredHash != desired.Hash)
            {
                Progress = Progress.Anew(desired.Hash);
            }

            var step = Reconciler.Next(desired, _reported, Capabilities.None, Progress, Protocols.Cwmp, Now);
            if (step is not ReconcileStep.Do { Operation: var operation })
            {
                return step;
            }

            var outcome = gateway.CarryOut(operation);
            _reported = ReportedAfter.Of(_reported, operation, outcome, Now);
            Progress = ProgressAfter.Of(Progress, operation, outcome, Now);
        }

        throw new AssertionException($"It does not end within {atMost} operations.");
    }
}
