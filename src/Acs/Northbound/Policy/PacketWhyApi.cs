using Microsoft.EntityFrameworkCore;
using Provisioning.Storage;

namespace Acs.Northbound;

/// <summary><c>/devices/{id}/hosts/{mac}/why</c>: does this packet pass, and who says so?</summary>
internal static class PacketWhyApi
{
    public static void MapPacketWhy(this IEndpointRouteBuilder api) =>
        api.MapGet("/devices/{id}/hosts/{mac}/why", GetAsync).WithTags("policy").Produces<PacketWhyResource>()
            .WithSummary("?packet=tcp 192.168.1.20:5000 > 203.0.113.7:443: what the composed policy and the gateway's rules say to it, by layer, file, ACE and rule.");

    private static async Task<IResult> GetAsync(
        string id, string mac, string? packet, HttpContext http, IDbContextFactory<AcsDbContext> database, PacketWhy why, CancellationToken cancellationToken)
    {
        if (await HostPath.FindAsync(http, mac, database, cancellationToken) is not { } host)
        {
            return HostPath.NotFound();
        }

        var (answer, wrong) = await why.AskAsync(host, packet, cancellationToken);
        return answer is null ? Results.ValidationProblem(new Dictionary<string, string[]> { ["packet"] = [wrong!] }) : Results.Ok(answer);
    }
}
