using Acs.Cwmp.Soap;
using Provisioning.Conversations;
using Provisioning.Devices.Quirks;

namespace Acs.Cwmp.Session;

/// <summary>What can happen to a session.</summary>
internal abstract record SessionInput
{
    /// <summary>The gateway posted an envelope.</summary>
    public sealed record Received(SoapMessage Message) : SessionInput;

    /// <summary>The gateway posted nothing: your turn.</summary>
    public sealed record Empty : SessionInput;

    /// <summary>The door opened: the Inform is accepted.</summary>
    /// <param name="Switches">Null: it is spoken to as every other.</param>
    public sealed record Opened(QuirkSwitches? Switches = null) : SessionInput;

    /// <summary>The next thing to do, or null: nothing is left.</summary>
    public sealed record Offered(Operation? Operation) : SessionInput;

    /// <summary>The outcome or report that was handed out is durable.</summary>
    public sealed record Saved : SessionInput;

    /// <summary>Time-out, a new Inform in its place, or shutdown: no answer will come.</summary>
    public sealed record Broken(string Reason) : SessionInput;
}
