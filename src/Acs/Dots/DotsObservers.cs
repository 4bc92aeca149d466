using Acs.Dots.Coap;

namespace Acs.Dots;

/// <summary>Who watches which requests in one session (RFC 7641, RFC 9132 §4.4.2.1): a new status is told, the same is not.</summary>
internal sealed class DotsObservers(DotsServing serving, string sourceName)
{
    private const int Most = 64;

    private readonly List<Watch> _watches = [];
    private uint _sequence = 1;

    public bool Any => _watches.Count > 0;

    /// <summary>Takes an Observe option of a GET into account.</summary>
    /// <returns>The answer as it is to go out.</returns>
    public CoapMessage Register(CoapMessage request, CoapMessage answer)
    {
        if (request.Code != CoapCode.Get || request.All(CoapOption.Observe).ToList() is not [var observe] || DotsPath.Of(request).Path is not DotsPath.Mitigate path)
        {
            return answer;
        }

        _watches.RemoveAll(w => w.Request.Token.Span.SequenceEqual(request.Token.Span));
        if (observe.Number32 != 0 || answer.Code != CoapCode.Content || _watches.Count == Most)
        {
            return answer;
        }

        _watches.Add(new Watch(request, path, Known(answer)));
        return answer with { Options = [.. answer.Options, CoapOption.Of(CoapOption.Observe, _sequence++)] };
    }

    /// <summary>Notifications for what changed since.</summary>
    public async Task<IReadOnlyList<CoapMessage>> ChangesAsync(CancellationToken cancellationToken)
    {
        var told = new List<CoapMessage>();
        if (!Any || await serving.SourceAsync(sourceName, cancellationToken) is not { } source)
        {
            return told;
        }

        foreach (var watch in _watches.ToList())
        {
            var answer = await serving.GetAsync(watch.Request, source, watch.Path, cancellationToken);
            if (Known(answer) != watch.Told)
            {
                _watches.Remove(watch);
                if (answer.Code == CoapCode.Content)
                {
                    _watches.Add(watch with { Told = Known(answer) });
                    answer = answer with { Options = [.. answer.Options, CoapOption.Of(CoapOption.Observe, _sequence++)] };
                }

                told.Add(answer);
            }
        }

        return told;
    }

    /// <summary>The status of each request; that its lifetime runs is no news.</summary>
    private static string Known(CoapMessage answer) => answer.Code == CoapCode.Content ? Cbor.StatusText.Of(answer.Payload) : answer.Code.ToString();

    private sealed record Watch(CoapMessage Request, DotsPath.Mitigate Path, string Told);
}
