using Provisioning.Devices;

namespace Acs.Cwmp.Authentication;

/// <summary>What the access decision needs to know of the device that an Inform names.</summary>
/// <param name="HasConfirmed">It has credentials of its own and has used them: what is shown instead does not count.</param>
/// <param name="HasIssued">It was given credentials, used or not.</param>
/// <param name="WasAsked">It was challenged a moment ago and came back without any.</param>
/// <param name="SaysBootstrap">The Inform has the event <c>0 BOOTSTRAP</c>.</param>
/// <param name="LacksCertificate">Policy demands a trusted client certificate, and none was shown.</param>
internal readonly record struct DeviceFacts(DeviceId Id, bool HasConfirmed, bool HasIssued, bool WasAsked, bool SaysBootstrap, bool LacksCertificate = false);
