using Microsoft.Extensions.Options;

namespace Provisioning.Mud.Names.Gateways;

/// <summary>
/// Has gateways asked, by their own NSLookupDiagnostics, for the names in their hosts' MUD files: a content network may tell a home another
/// address than the ISP's resolver (RFC 9726 §3). Idempotent; all its work is found in the database.
/// </summary>
public sealed class GatewayNames
{
    private readonly GatewayNameNeeds _needs;
    private readonly GatewayNameAnswers _answers;
    private readonly GatewayNameQuestions _questions;
    private readonly MudOptions _options;

    internal GatewayNames(GatewayNameNeeds needs, GatewayNameAnswers answers, GatewayNameQuestions questions, IOptions<MudOptions> options) =>
        (_needs, _answers, _questions, _options) = (needs, answers, questions, options.Value);

    /// <summary>One round: what was answered counts, what is needed is known, what is due is asked.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (_options.AskGateway == AskGateway.Never)
        {
            return;
        }

        await _answers.TakeAsync(cancellationToken);
        await _needs.FindAsync(cancellationToken);
        await _questions.AskAsync(cancellationToken);
    }
}
