using Acs.Cwmp.Rpc;
using Acs.Cwmp.Session;
using Acs.Cwmp.Soap;
using Provisioning.Conversations;
using Provisioning.Devices;
using Provisioning.Devices.Quirks;

namespace Acs.Cwmp.Endpoint;

/// <summary>What is wrong with a gateway's messages and served all the same: counted as a metric and for the device.</summary>
internal sealed class QuirkNotes(QuirkCatalogue catalogue, IQuirkSightings sightings, CwmpMetrics metrics, ILogger<QuirkNotes> logger)
{
    public QuirkSwitches Switches(Inform inform) => catalogue.For(inform.Identity.Id, inform.SoftwareVersion);

    /// <summary>Why it came, as its firmware means it.</summary>
    public ContactEvent[] Events(Inform inform, ContactTrust trust)
    {
        var events = inform.Events;
        var kinds = new ContactEvent[events.Count];
        for (var i = 0; i < kinds.Length; i++)
        {
            kinds[i] = events[i].Kind;
        }

        // It has lost its own credential, and its firmware does not say BOOTSTRAP.
        return trust == ContactTrust.Bootstrap && kinds.Contains(ContactEvent.Boot) && !kinds.Contains(ContactEvent.Bootstrap)
            && Switches(inform).BootIsBootstrap is true
            ? [ContactEvent.Bootstrap, .. kinds]
            : kinds;
    }

    /// <summary>The message that begins a session.</summary>
    public void Note(SoapMessage message, DeviceId device) => Note(device, message.Quirks, message.Filtered);

    /// <summary>A message within a session, before the session takes it.</summary>
    public void Note(SoapMessage message, LiveSession session)
    {
        var quirks = message.Quirks;
        if (message.Body is TransferComplete { CommandKey: "" or "(null)" })
        {
            quirks |= Quirk.NoCommandKey;
        }
        else if (session.Machine.State is SessionState.AwaitingAnswer waiting && Answers(message.Body))
        {
            // TR-069 3.5: the response carries the ID of the request.
            quirks |= message.Header.Id != waiting.Id ? Quirk.ForeignMessageId : Quirk.None;
            quirks |= waiting.Request is GetParameterValues { Paths.Count: > 1 }
                && message.Body is CpeFault { Fault: { Kind: FaultKind.ResourcesExceeded } or { Code: "9002" } }
                ? Quirk.LargeReadRefused
                : Quirk.None;
            quirks |= waiting.Request is SetParameterValues set && message.Body is CpeFault refusal ? RefusedForms.In(set, refusal.Fault, session.Machine.Switches) : Quirk.None;
            quirks |= waiting.Request is AddObject && message.Body is CpeFault { Fault.Kind: FaultKind.NoSuchPath } ? Quirk.TableRefused : Quirk.None;
        }

        Note(session.Device, quirks, message.Filtered);
    }

    public LiveSession WithoutCookie(LiveSession session)
    {
        Note(session.Device, Quirk.NoCookie, filtered: 0);
        return session;
    }

    private static bool Answers(ICpeMessage body) =>
        body is CpeFault || body.Name.EndsWith("Response", StringComparison.Ordinal);

    private void Note(DeviceId device, Quirk quirks, int filtered)
    {
        if (quirks == Quirk.None)
        {
            return;
        }

        if (filtered > 0)
        {
            CwmpLog.Filtered(logger, filtered, device);
        }

        foreach (var quirk in QuirkTexts.All)
        {
            if (quirks.HasFlag(quirk))
            {
                metrics.Tolerated(quirk.ToString());
            }
        }

        sightings.Saw(device, quirks);
    }
}
