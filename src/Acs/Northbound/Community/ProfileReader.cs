using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Acs.Security;
using Provisioning.Mud;
using Provisioning.Mud.Community;

namespace Acs.Northbound;

/// <summary>Reads the body that submits a profile.</summary>
internal static class ProfileReader
{
    private const int MaxModel = 200;
    private const int MaxProvenance = 1000;
    private const int MaxLicence = 100;
    private const int MaxName = 100;

    /// <returns>Null: see <paramref name="errors"/>.</returns>
    public static ProfileSubmission? Read(JsonElement body, ClaimsPrincipal who, Dictionary<string, string[]> errors)
    {
        if (!BodyText.IsObject(body, "{ mudUrl, profile, provenance, licence }", errors))
        {
            return null;
        }

        var url = BodyText.Read(body, "mudUrl", AnnouncedUrl.MaxLength, needed: false, errors);
        var model = BodyText.Read(body, "model", MaxModel, needed: false, errors);
        if (url is not null && AnnouncedUrl.Check(url) is { Ignored: not null })
        {
            errors["mudUrl"] = [$"Must be an absolute https URL of at most {AnnouncedUrl.MaxLength} characters."];
        }
        else if (url is null == model is null && errors.Count == 0)
        {
            errors["mudUrl"] = ["Give mudUrl, or model where hosts announce no URL."];
        }

        var provenance = BodyText.Read(body, "provenance", MaxProvenance, needed: true, errors);
        var licence = BodyText.Read(body, "licence", MaxLicence, needed: true, errors);
        var name = BodyText.Read(body, "submitter", MaxName, needed: false, errors);
        var submitter = who.FindFirstValue(SubmitterKeyHandler.IdClaim);
        if (submitter is not null && name is not null)
        {
            errors["submitter"] = ["A submitter's key speaks for its owner only."];
        }

        if (!body.TryGetProperty("profile", out var profile) || profile.ValueKind != JsonValueKind.Object)
        {
            errors["profile"] = ["Must be a MUD file (RFC 8520)."];
        }

        if (errors.Count > 0)
        {
            return null;
        }

        name ??= Principals.Author(who);
        return new ProfileSubmission(
            url, model, Encoding.UTF8.GetBytes(profile.GetRawText()), provenance!, licence!, submitter is null ? $"api {name}" : $"key {submitter}", name);
    }
}
