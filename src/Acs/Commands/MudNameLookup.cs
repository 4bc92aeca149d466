using System.Net;
using DnsClient;

namespace Acs.Commands;

/// <summary>Names that were not fixed by hand, asked of the system's resolver; all at once and not for long.</summary>
internal sealed class MudNameLookup
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    private const int MostNames = 500;

    /// <summary>Names that do not resolve in time are absent.</summary>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<IPAddress>>> ResolveAsync(
        IReadOnlyCollection<string> names,
        CancellationToken cancellationToken)
    {
        if (names.Count == 0)
        {
            return new Dictionary<string, IReadOnlyList<IPAddress>>(StringComparer.Ordinal);
        }

        var client = new LookupClient(new LookupClientOptions { Timeout = TimeSpan.FromSeconds(2), Retries = 1, UseCache = true });
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_patience);
        var answers = await Task.WhenAll(names.Take(MostNames).Select(name => ResolveAsync(client, name, limit.Token)));
        cancellationToken.ThrowIfCancellationRequested();
        return answers.Where(a => a.Value.Count > 0).ToDictionary(a => a.Key, a => a.Value, StringComparer.Ordinal);
    }

    private static async Task<KeyValuePair<string, IReadOnlyList<IPAddress>>> ResolveAsync(LookupClient client, string name, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(
            QueryAsync(client, name, QueryType.A, cancellationToken),
            QueryAsync(client, name, QueryType.AAAA, cancellationToken));
        return new(name, [.. answers.SelectMany(a => a).Distinct()]);
    }

    private static async Task<IReadOnlyList<IPAddress>> QueryAsync(LookupClient client, string name, QueryType type, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await client.QueryAsync(name, type, QueryClass.IN, cancellationToken).WaitAsync(cancellationToken);
            return [.. answer.Answers.AddressRecords().Select(r => r.Address)];
        }
        catch (Exception e) when (e is DnsResponseException or OperationCanceledException or ArgumentException or IOException or System.Net.Sockets.SocketException or InvalidOperationException)
        {
            return []; // does not resolve: reported with the entry that wants it
        }
    }
}
