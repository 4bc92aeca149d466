namespace Provisioning.Diagnostics.Results;

/// <summary>Name resolution as the gateway sees it. Times are milliseconds.</summary>
public sealed record NsLookupResult(long Succeeded, IReadOnlyList<NsLookupAnswer> Answers)
{
    internal static NsLookupResult Of(DiagnosticOutputs o)
    {
        List<NsLookupAnswer> answers = [.. o.Rows("Result").Select(row => new NsLookupAnswer(
            row.Text("Status") ?? "", row.Text("AnswerType"), row.Text("HostNameReturned"), row.Items("IPAddresses"), row.Text("DNSServerIP"), row.Number("ResponseTime")))];
        return new NsLookupResult(o.Number("SuccessCount") ?? answers.Count(a => a.Status == "Success"), answers);
    }
}
