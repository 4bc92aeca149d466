using Usp.Messages;
using UspController.Messages;

namespace UspController.Agents.Errands;

/// <summary>
/// Sees to it that the agent tells what the controller must know: asks what it supports and what rows it has, deletes our
/// rows that are wrong (type and references can be written once only) and adds what is missing. Idempotent.
/// </summary>
/// <param name="declared">What the ISP wants besides.</param>
/// <param name="root">Of the agent's data model.</param>
internal sealed class SubscribeErrand(string controllerId, IReadOnlyList<WantedSubscription> declared, string root = DataRoot.Device) : Errand
{
    public const string Table = "Device.LocalAgent.Subscription.";

    private static readonly HashSet<string> Optional = new(StringComparer.Ordinal) { "Persistent", "NotifRetry" };

    private IReadOnlyList<WantedSubscription> _wanted = [];
    private List<NewInstance> _missing = [];

    /// <summary>How many rows were made, and what the agent refused.</summary>
    public int Added { get; private set; }

    public Fault? Fault { get; private set; }

    /// <summary>Rows that were ours and are deleted.</summary>
    public IReadOnlyList<string> Deleted { get; private set; } = [];

    private string Rows => DataRoot.Under(root, Table);

    private string Controllers => $"{root}LocalAgent.Controller.";

    public override Request Begin() => GetSupportedDmMessage.Create([.. WantedSubscription.Probes.Select(p => DataRoot.Under(root, p))], firstLevelOnly: true);

    public override Request? Continue(Reply reply)
    {
        switch (reply)
        {
            case Reply.Answered { Response.GetSupportedDmResp: { } response }:
                return AskRows(GetSupportedDmMessage.Read(response).Select(n => n.Path).ToHashSet(StringComparer.Ordinal));

            case Reply.Answered { Response.GetResp: { } response }:
                var values = new List<ParameterValue>();
                GetMessage.Read(response, values, []);
                var wrong = Compare(values);
                Deleted = wrong;
                return wrong.Count > 0 ? DeleteMessage.Create(wrong) : AddMissing();

            case Reply.Answered { Response.DeleteResp: not null }:
                return AddMissing();

            case Reply.Answered { Response.AddResp: { } response }:
                var (paths, fault) = AddMessage.Read(response, _missing);
                Added = paths.Count(p => p is not null);
                Fault = fault;
                return null;

            // Agents that refuse the question about support still take the rows that every agent has.
            case Reply.Refused when _wanted.Count == 0:
                return AskRows(new HashSet<string>(StringComparer.Ordinal));

            case Reply.Refused refused:
                Fault = ErrorMessage.ToFault(refused.Error);
                return null;

            default:
                Fault = UspFault.NoAnswer("a question about subscriptions");
                return null;
        }
    }

    private Request AskRows(IReadOnlySet<string> supported)
    {
        _wanted = [.. WantedSubscription.For(supported, root), .. declared];
        return GetMessage.Create([Rows, Controllers + "*.EndpointID"]);
    }

    /// <summary>Fills the list of missing rows and returns the paths of ours that are wrong.</summary>
    private List<string> Compare(List<ParameterValue> values)
    {
        var own = values.Find(v => v.Path.StartsWith(Controllers, StringComparison.Ordinal) && v.Value == controllerId).Path;
        var recipient = own is null ? null : ParameterPath.Parent(own).TrimEnd('.');
        var rows = values.Where(v => v.Path.StartsWith(Rows, StringComparison.Ordinal))
            .GroupBy(v => ParameterPath.Parent(v.Path), StringComparer.Ordinal)
            .ToDictionary(
                g => g.Key,
                g => (IReadOnlyDictionary<string, string>)g.GroupBy(v => ParameterPath.Name(v.Path), StringComparer.Ordinal)
                    .ToDictionary(p => p.Key, p => p.First().Value, StringComparer.Ordinal),
                StringComparer.Ordinal);

        var wrong = new List<string>();
        _missing = [];
        foreach (var wanted in _wanted)
        {
            var row = rows.FirstOrDefault(r => r.Value.GetValueOrDefault("ID") == wanted.Id
                && (recipient is null || r.Value.GetValueOrDefault("Recipient") is not { Length: > 0 } r1 || r1.TrimEnd('.') == recipient));
            if (row.Key is not null && wanted.Matches(row.Value))
            {
                continue;
            }

            if (row.Key is not null)
            {
                wrong.Add(row.Key);
            }

            _missing.Add(wanted.ToInstance(Rows));
        }

        // Ours, and not wanted any more.
        wrong.AddRange(rows.Where(r => recipient is not null && r.Value.GetValueOrDefault("Recipient")?.TrimEnd('.') == recipient
            && r.Value.GetValueOrDefault("ID") is { } id && id.StartsWith("acs-", StringComparison.Ordinal) && _wanted.All(w => w.Id != id)).Select(r => r.Key));
        return wrong;
    }

    // Partial: one subscription that an agent does not take must not cost the others.
    private Request? AddMissing() => _missing.Count == 0 ? null : AddMessage.Create(_missing, allowPartial: true, Optional);
}
