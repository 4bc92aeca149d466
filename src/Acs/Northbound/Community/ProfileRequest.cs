using System.Text.Json;

namespace Acs.Northbound;

/// <param name="MudUrl">The MUD URL of the hosts that it is about; or <paramref name="Model"/>, where they announce none.</param>
/// <param name="Profile">A MUD file.</param>
/// <param name="Provenance">How it was made: <c>observed 14 days by muddy</c>. At most 1000 characters.</param>
/// <param name="Licence">SPDX identifier or words.</param>
/// <param name="Submitter">Whom an API key speaks for; without it the key itself. A submitter's key speaks for nobody else.</param>
internal sealed record ProfileRequest(string? MudUrl, string? Model, JsonElement Profile, string Provenance, string Licence, string? Submitter);
