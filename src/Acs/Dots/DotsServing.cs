using Acs.Dots.Cbor;
using Acs.Dots.Coap;
using Microsoft.EntityFrameworkCore;
using Provisioning.Storage;
using Provisioning.Storage.Rows;
using Provisioning.Warnings.Mitigations;
using Provisioning.Warnings.Sources;

namespace Acs.Dots;

/// <summary>Answers the requests of a Call Home DOTS client (RFC 9132 §4.4 to §4.7).</summary>
internal sealed class DotsServing(MitigationRequests mitigations, IDbContextFactory<AcsDbContext> database)
{
    /// <summary><c>application/dots+cbor</c>.</summary>
    public const uint DotsCbor = 271;

    /// <summary>Seconds until a client that is turned away for now asks again.</summary>
    private const uint RetryAfter = 60;

    /// <param name="negotiation">Of the session that the request came by.</param>
    public async Task<CoapMessage> AnswerAsync(string sourceName, CoapMessage request, DotsNegotiation negotiation, CancellationToken cancellationToken)
    {
        var (path, code, why) = DotsPath.Of(request);
        if (path is null)
        {
            return request.Answer(code, why);
        }

        // RFC 9132 §4.3: bodies are application/dots+cbor.
        if (request.All(CoapOption.Accept).Any(o => o.Number32 != DotsCbor))
        {
            return request.Answer(CoapCode.NotAcceptable, "only application/dots+cbor (271) is spoken");
        }

        if (!request.Payload.IsEmpty && request.All(CoapOption.ContentFormat).FirstOrDefault().Number32 != DotsCbor)
        {
            return request.Answer(CoapCode.UnsupportedContentFormat, "only application/dots+cbor (271) is read");
        }

        switch (path)
        {
            case DotsPath.Heartbeat:
                return request.Answer(request.Code == CoapCode.Put ? CoapCode.Changed : CoapCode.MethodNotAllowed); // §4.7
            case DotsPath.Config { Sid: var sid }:
                var (answer, reason, body) = negotiation.Answer(request.Code, sid, request.Payload);
                return body is null ? request.Answer(answer, reason) : Body(request.Answer(answer), body);
        }

        var mitigate = (DotsPath.Mitigate)path;
        return await SourceAsync(sourceName, cancellationToken) is not { } source
            ? request.Answer(CoapCode.Forbidden, "this client is no source of warnings here")
            : (request.Code, mitigate.Mid) switch
            {
                (CoapCode.Put, { } mid) => await PutAsync(request, source, mitigate.Cuid, mid, cancellationToken),
                (CoapCode.Get, _) => await GetAsync(request, source, mitigate, cancellationToken),
                (CoapCode.Delete, { } mid) => await DeleteAsync(request, source, mitigate.Cuid, mid, cancellationToken),
                (CoapCode.Put or CoapCode.Delete, null) => request.Answer(CoapCode.BadRequest, "mid is missing"),
                _ => request.Answer(CoapCode.MethodNotAllowed),
            };
    }

    /// <summary>What GET would answer now; for who observes (RFC 7641).</summary>
    public async Task<CoapMessage> GetAsync(CoapMessage request, WarningSourceRow source, DotsPath.Mitigate path, CancellationToken cancellationToken)
    {
        var statuses = await mitigations.GetAsync(source, path.Cuid, path.Mid, cancellationToken);
        return statuses.Count == 0 && path.Mid is not null
            ? request.Answer(CoapCode.NotFound, $"there is no request {path.Mid}")
            : Body(request.Answer(CoapCode.Content), DotsBodies.Statuses(statuses));
    }

    public async Task<WarningSourceRow?> SourceAsync(string name, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return await db.WarningSources.AsNoTracking().FirstOrDefaultAsync(s => s.Name == name && s.Kind == SourceKind.Dots && s.Enabled, cancellationToken);
    }

    /// <summary>A mitigation of that source's stands: which heartbeats hold depends on it (§4.5).</summary>
    public async Task<bool> StandsAsync(string sourceName, CancellationToken cancellationToken) =>
        await SourceAsync(sourceName, cancellationToken) is { } source && await mitigations.StandsAsync(source, cancellationToken);

    private async Task<CoapMessage> PutAsync(CoapMessage request, WarningSourceRow source, string cuid, uint mid, CancellationToken cancellationToken)
    {
        var (scope, why) = MitigationReader.Read(request.Payload);
        if (scope is null)
        {
            return request.Answer(CoapCode.BadRequest, why);
        }

        // §4.4.3: an efficacy update says how the attack stands.
        if (request.All(CoapOption.IfMatch).Any() && scope.AttackStatus is null)
        {
            return request.Answer(CoapCode.BadRequest, "attack-status is missing");
        }

        return await mitigations.PutAsync(source, cuid, mid, scope, cancellationToken) switch
        {
            MitigationOutcome.Created created => Body(request.Answer(CoapCode.Created), DotsBodies.Granted(mid, created.Lifetime)),
            MitigationOutcome.Changed changed => Body(request.Answer(CoapCode.Changed), DotsBodies.Granted(mid, changed.Lifetime)),
            MitigationOutcome.Conflict conflict => Body(request.Answer(CoapCode.Conflict), DotsBodies.Conflict(conflict.Cause, conflict.With)),
            MitigationOutcome.Invalid invalid => request.Answer(CoapCode.BadRequest, invalid.Why),
            MitigationOutcome.Forbidden forbidden => request.Answer(CoapCode.Forbidden, forbidden.Why),
            _ => request.Answer(CoapCode.ServiceUnavailable, "too many requests hold already") with { Options = [CoapOption.Of(CoapOption.MaxAge, RetryAfter)] },
        };
    }

    /// <summary>§4.4.4: deleted is what is not there, whether it was or not.</summary>
    private async Task<CoapMessage> DeleteAsync(CoapMessage request, WarningSourceRow source, string cuid, uint mid, CancellationToken cancellationToken)
    {
        await mitigations.DeleteAsync(source, cuid, mid, cancellationToken);
        return request.Answer(CoapCode.Deleted);
    }

    private static CoapMessage Body(CoapMessage answer, byte[] cbor) => answer with { Options = [.. answer.Options, CoapOption.Of(CoapOption.ContentFormat, DotsCbor)], Payload = cbor };
}
