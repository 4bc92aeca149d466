using System.Net;
using System.Text.Json;
using Provisioning.Diagnostics.Results;
using Provisioning.Storage.Rows;

namespace Provisioning.Mud.Names.Gateways;

/// <summary>What a lookup that has ended makes of what is known of a gateway's name. Pure.</summary>
internal static class GatewayNameUpdate
{
    private const int MaxFailure = 500;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromHours(1);
    private static readonly TimeSpan AfterUnsupported = TimeSpan.FromDays(7);

    /// <summary>How often a gateway is asked, by what the ISP's resolver says of the name's time to live: a lookup wakes a gateway.</summary>
    public static TimeSpan EveryOf(ResolvedNameRow? name) => name switch
    {
        { Behaviour: NameBehaviour.Churning } or { TimeToLive: < 300 } => TimeSpan.FromHours(1),
        { TimeToLive: < 3600 } => TimeSpan.FromHours(6),
        _ => TimeSpan.FromHours(24),
    };

    /// <param name="operation">Null: it was forgotten meanwhile, and the name is asked for again.</param>
    /// <param name="every">When to ask again; addresses count for twice as long.</param>
    /// <returns>True when the gateway's addresses are others.</returns>
    public static bool Apply(GatewayNameRow row, OperationRow? operation, TimeSpan every, Func<IPAddress, bool> isUsable, DateTimeOffset now)
    {
        row.OperationId = null;
        if (operation is not { State: OperationState.Succeeded })
        {
            row.Failure = operation is null ? null : Text(operation.Fault);
            row.DueAt = operation is null ? now : now + (operation.Fault?.Contains("unsupported", StringComparison.Ordinal) == true ? AfterUnsupported : AfterFailure);
            return false;
        }

        var before = ResolvedAddresses.Read(row.Addresses);
        var after = ResolvedAddresses.Merge(before, [.. Addresses(operation.Result).Where(isUsable).Take(ResolvedAddresses.Capacity)], every, now);
        row.Addresses = ResolvedAddresses.Write(after);
        (row.AnsweredAt, row.DueAt, row.Failure) = (now, now + every, null);
        return !before.Keys.ToHashSet().SetEquals(after.Keys);
    }

    private static IEnumerable<IPAddress> Addresses(string? result)
    {
        try
        {
            return string.IsNullOrEmpty(result) ? [] : (JsonSerializer.Deserialize<NsLookupResult>(result, Json)?.Answers ?? [])
                .SelectMany(a => a.Addresses ?? []).Select(a => IPAddress.TryParse(a, out var address) ? address : null).OfType<IPAddress>().Distinct();
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static string Text(string? fault)
    {
        var text = string.IsNullOrEmpty(fault) ? "The gateway gave no answer." : fault;
        return text.Length <= MaxFailure ? text : text[..MaxFailure];
    }
}
