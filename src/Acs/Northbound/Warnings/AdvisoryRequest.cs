using System.Text.Json;

namespace Acs.Northbound;

/// <param name="Advisory">A CSAF 2.0 document.</param>
/// <param name="Flows">What is asked to be blocked where it applies: at most 50, as entries of a policy without action.</param>
internal sealed record AdvisoryRequest(JsonElement Advisory, IReadOnlyList<PolicyEntryRequest>? Flows);
