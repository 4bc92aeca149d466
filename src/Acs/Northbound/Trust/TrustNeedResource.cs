using Provisioning.Devices.Trust;

namespace Acs.Northbound;

/// <summary>One thing that the server needs, and whether it may.</summary>
/// <param name="Missing">By path: the target, or exceptions below it.</param>
/// <param name="Text">In a sentence.</param>
public sealed record TrustNeedResource(
    string Feature, string Why, string Target, string Rights, NeedState State, IReadOnlyDictionary<string, string> Missing, string Text)
{
    public static TrustNeedResource Of(NeedAnswer answer) => new(
        answer.Need.Feature, answer.Need.Why, answer.Need.Target, answer.Need.Rights.ToString(), answer.State,
        answer.Missing.ToDictionary(m => m.Path, m => m.Rights.ToString(), StringComparer.Ordinal), answer.Text);
}
