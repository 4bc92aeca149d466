using Provisioning.Conversations;

namespace Acs.Cwmp.Authentication;

/// <summary>What an Inform gets.</summary>
internal abstract record AccessDecision
{
    public sealed record Serve(ContactTrust Trust) : AccessDecision;

    /// <summary>HTTP 401 with challenges.</summary>
    /// <param name="Why">For the log and the metric; short, from a fixed set.</param>
    public sealed record Challenge(string Why, bool Stale = false) : AccessDecision;

    /// <summary>HTTP 503 with Retry-After: nothing that is shown now would help.</summary>
    public sealed record Wait(string Why, TimeSpan For) : AccessDecision;

    /// <summary>HTTP 403: no credential that a 401 could ask for would help.</summary>
    public sealed record Forbid(string Why) : AccessDecision;
}
