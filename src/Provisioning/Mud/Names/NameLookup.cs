using System.Net;
using DnsClient;
using DnsClient.Protocol;
using Microsoft.Extensions.Options;

namespace Provisioning.Mud.Names;

/// <summary>A and AAAA of one name, from the configuration or from the ISP's resolvers.</summary>
internal sealed class NameLookup(IOptions<MudOptions> options, FixedNames names)
{
    private static readonly TimeSpan FixedLife = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(1);
    private readonly Lazy<LookupClient> _dns = new(() => Create(options.Value));

    /// <summary>Never throws but for cancellation.</summary>
    public async Task<NameAnswer> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (names.Find(name) is { } known)
        {
            return new NameAnswer(known, FixedLife, null);
        }

        try
        {
            var answers = await Task.WhenAll(
                _dns.Value.QueryAsync(name, QueryType.A, QueryClass.IN, cancellationToken),
                _dns.Value.QueryAsync(name, QueryType.AAAA, QueryClass.IN, cancellationToken));
            if (Array.Find(answers, a => a.HasError && a.Header.ResponseCode != DnsHeaderResponseCode.NotExistentDomain) is { } failed)
            {
                return Fail(failed.ErrorMessage ?? "the resolver answered with an error");
            }

            var records = answers.SelectMany(a => a.Answers.AddressRecords()).Where(IsUsable).Take(ResolvedAddresses.Capacity).ToList();
            var life = records.Count == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(records.Min(r => r.InitialTimeToLive));
            return new NameAnswer([.. records.Select(r => r.Address).Distinct()], life < LongestLife ? life : LongestLife, null);
        }
        catch (Exception e) when (e is DnsResponseException or System.Net.Sockets.SocketException or IOException or InvalidOperationException or ArgumentException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return Fail(e.Message);
        }
    }

    /// <summary>A manufacturer's name that leads into the LAN or into the ISP would open what the file does not name.</summary>
    private bool IsUsable(AddressRecord record) =>
        options.Value.AllowPrivateAddresses ? PublicAddresses.IsUnicast(record.Address) : PublicAddresses.IsPublic(record.Address);

    private static NameAnswer Fail(string why) => new([], TimeSpan.Zero, why.Length <= 500 ? why : why[..500]);

    private static LookupClient Create(MudOptions options)
    {
        NameServer[] servers = [.. options.Resolvers.Select(r => IPEndPoint.Parse(r)).Select(e => new NameServer(e.Address, e.Port == 0 ? 53 : e.Port))];
        var settings = servers.Length > 0 ? new LookupClientOptions(servers) : new LookupClientOptions();
        settings.UseCache = false;
        settings.Timeout = TimeSpan.FromSeconds(3);
        settings.Retries = 1;
        settings.ThrowDnsErrors = false;
        return new LookupClient(settings);
    }
}
