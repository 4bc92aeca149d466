using Microsoft.EntityFrameworkCore;
using Provisioning.Administration;
using Provisioning.Jobs;
using Provisioning.Mud.Hosts;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Mud.Certificates;

/// <summary>
/// MUD URLs out of devices' certificates (RFC 8520 §11), as who authenticates the device hands them in: he has seen that the device holds the
/// key. One that the ISP's anchors vouch for counts for more than what anybody on a LAN can announce; another one only proposes.
/// </summary>
public sealed class HostCertificates(
    FleetAdministration administration, MudRefresh files, DeviceAnchors anchors, IDbContextFactory<AcsDbContext> contexts, IWorkSignal signal)
{
    private const string Source = "certificate";

    /// <param name="mac">Lower case with colons.</param>
    /// <param name="content">PEM, the device's own first, or DER.</param>
    public async Task<CertificateOutcome> HandInAsync(string deviceKey, string mac, ReadOnlyMemory<byte> content, string author, CancellationToken cancellationToken)
    {
        var certificates = CertificateText.Read(content.Span);
        try
        {
            if (certificates.Count == 0)
            {
                return new CertificateOutcome.Unusable("The body holds no certificate in PEM or DER.");
            }

            var (found, wrong) = MudCertificate.Of(certificates[0]);
            if (found is null)
            {
                return new CertificateOutcome.Unusable(wrong!);
            }

            await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
            {
                if (!await db.Hosts.AnyAsync(h => h.Mac == mac && db.Devices.Any(d => d.Id == h.DeviceId && d.Key == deviceKey), cancellationToken))
                {
                    return new CertificateOutcome.NoHost();
                }
            }

            var doubt = anchors.Doubt(certificates) ?? await OtherSignerAsync(found, cancellationToken);
            return await ApplyAsync(deviceKey, mac, found, doubt, author, cancellationToken);
        }
        finally
        {
            foreach (var certificate in certificates)
            {
                certificate.Dispose();
            }
        }
    }

    internal static CertificateRule Decide(HostRow host, string url, bool isSure) =>
        host.MudUrlSource == "assigned" || (host.MudUrl == url && (host.MudUrlSource == Source || !isSure)) ? CertificateRule.Nothing
        : isSure ? CertificateRule.Set
        : host.DismissedMudUrl == url || host.ProposedMudUrl == url ? CertificateRule.Nothing
        : CertificateRule.Propose;

    /// <summary>RFC 8520 §11: where the certificate names who signs its file, nobody else may have signed it.</summary>
    private async Task<string?> OtherSignerAsync(MudCertificate found, CancellationToken cancellationToken)
    {
        if (found.Signer is not { } signer)
        {
            return null;
        }

        var (file, refused) = await files.FetchAsync(found.Url, cancellationToken);
        return file is not { Content: not null, Signature: MudSignatureState.Valid } ? $"It says that {signer} signs its MUD file, and that has not been seen: {refused ?? file?.Failure ?? file?.SignatureDetail ?? "the file is not signed"}."
            : file.Signer != signer ? $"It says that {signer} signs its MUD file, and {file.Signer} does."
            : null;
    }

    private async Task<CertificateOutcome> ApplyAsync(string deviceKey, string mac, MudCertificate found, string? doubt, string author, CancellationToken cancellationToken)
    {
        CertificateOutcome outcome = new CertificateOutcome.NoHost();
        await administration.ChangeAsync(deviceKey, async (db, device, token) =>
        {
            if (await db.Hosts.SingleOrDefaultAsync(h => h.DeviceId == device.Id && h.Mac == mac, token) is not { } host)
            {
                return null;
            }

            var rule = Decide(host, found.Url, doubt is null);
            outcome = new CertificateOutcome.Taken(found, doubt, rule switch { CertificateRule.Set => "set", CertificateRule.Propose => "proposed", _ => "unchanged" });
            switch (rule)
            {
                case CertificateRule.Set:
                    (host.MudUrl, host.MudUrlSource, host.MudSigner, host.State, host.Reason) = (found.Url, Source, found.Signer, MudHostState.Waiting, null);
                    (host.ProposedMudUrl, host.ProposedMudUrlSource, host.ProposedMudUrlReason) = (null, null, null);
                    if (await MudFileStanding.FindAsync(db, found.Url, token) is null)
                    {
                        db.MudFiles.Add(new MudFileRow { Url = found.Url });
                    }

                    device.FirewallDirty = true;
                    return ("mud.announced", $"{author} handed in the certificate of host {mac} ({found.Subject}): it is {found.Url}.");
                case CertificateRule.Propose:
                    (host.ProposedMudUrl, host.ProposedMudUrlSource, host.ProposedMudUrlReason) = (found.Url, Source, doubt is { Length: > 2000 } ? doubt[..2000] : doubt);
                    return ("mud.proposed", $"{author} handed in a certificate of host {mac} ({found.Subject}) with {found.Url}; it waits for a person. {doubt}");
                default:
                    if (doubt is not null || host.MudUrl != found.Url || host.MudUrlSource != Source || host.MudSigner == found.Signer)
                    {
                        return null;
                    }

                    // A renewed certificate may name another signer.
                    (host.MudSigner, device.FirewallDirty) = (found.Signer, true);
                    return ("mud.announced", $"{author} handed in another certificate of host {mac} ({found.Subject}): {found.Signer ?? "nobody by name"} signs its MUD file.");
            }
        }, wake: false, cancellationToken);
        if (outcome is CertificateOutcome.Taken { Effect: "set" })
        {
            signal.MudFilesWanted();
            signal.FirewallDirty();
        }

        return outcome;
    }
}
