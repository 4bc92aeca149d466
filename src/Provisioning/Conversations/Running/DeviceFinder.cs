using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Provisioning.Devices;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Conversations.Running;

/// <summary>
/// Who is it? One device over both protocols: same OUI and serial number, with the same product class or none on one
/// side; or the endpoint id that it had before. A stranger is enrolled as policy says.
/// </summary>
internal sealed class DeviceFinder(
    IDbContextFactory<AcsDbContext> contexts, IGroupCommit commit, KnownDevices known, IOptions<ProvisioningOptions> options)
{
    private const int Longest = 128;

    /// <returns>Null: it is not known and may not enrol.</returns>
    public async Task<KnownDevice?> FindAsync(Contact contact, CancellationToken cancellationToken)
    {
        var identity = Bounded(contact.Identity);
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            if (await RowAsync(db, identity, cancellationToken) is { } row)
            {
                return Remember(row, contact.Identity.Id);
            }
        }

        if (options.Value.Enrolment == Enrolment.Closed)
        {
            return null;
        }

        DeviceRow? made = null;
        await commit.CommitAsync(async (db, token) => made = await EnrolAsync(db, identity, contact, token), cancellationToken);
        return Remember(made!, contact.Identity.Id);
    }

    private KnownDevice Remember(DeviceRow row, DeviceId asContacted)
    {
        var id = new DeviceId(row.Oui, row.ProductClass, row.SerialNumber);
        // Whom only its endpoint id names is looked up each time: the identity it claims may be another gateway's that has not come yet.
        var device = known.Add(row.Id, id, id.IsSameGateway(asContacted) ? asContacted : id);
        device.EndpointId ??= row.EndpointId;
        device.Protocols |= row.Protocols;
        return device;
    }

    private async Task<DeviceRow> EnrolAsync(AcsDbContext db, DeviceIdentity identity, Contact contact, CancellationToken cancellationToken)
    {
        // Somebody else may have enrolled it since it was looked for.
        if (await RowAsync(db, identity, cancellationToken) is { } there)
        {
            return there;
        }

        var quarantined = options.Value.Enrolment == Enrolment.Quarantine;
        var row = new DeviceRow
        {
            Key = identity.Id.ToString(),
            Oui = identity.Id.Oui,
            ProductClass = identity.Id.ProductClass,
            SerialNumber = identity.Id.SerialNumber,
            EndpointId = identity.EndpointId,
            Manufacturer = identity.Manufacturer,
            ModelName = identity.ModelName,
            Protocols = contact.Protocol,
            Status = quarantined ? DeviceStatus.Quarantined : DeviceStatus.Active,
            RemoteAddress = contact.RemoteAddress,
            FirstContactAt = contact.At,
            LastContactAt = contact.At,
            ConvergenceSince = contact.At,
            ConvergenceReason = quarantined ? "Waits for approval." : null,
        };
        db.Devices.Add(row);
        // The event needs the row's number, and so does whoever asked.
        await db.SaveChangesAsync(cancellationToken);
        db.DeviceEvents.Add(new DeviceEventRow
        {
            DeviceId = row.Id,
            At = contact.At,
            Kind = "device.enrolled",
            Text = $"First contact over {contact.Protocol.ToString().ToUpperInvariant()} from {contact.RemoteAddress ?? "an unknown address"}{(quarantined ? ", into quarantine" : "")}.",
        });
        return row;
    }

    private static async Task<DeviceRow?> RowAsync(AcsDbContext db, DeviceIdentity identity, CancellationToken cancellationToken)
    {
        var (oui, productClass, serial) = identity.Id;
        var rows = await db.Devices.Where(d => d.Oui == oui && d.SerialNumber == serial).Take(16).ToListAsync(cancellationToken);
        return rows.Find(r => r.ProductClass == productClass)
            ?? rows.Find(r => r.ProductClass.Length == 0 || productClass.Length == 0)
            ?? (identity.EndpointId is { } endpoint ? await db.Devices.FirstOrDefaultAsync(d => d.EndpointId == endpoint, cancellationToken) : null);
    }

    private static DeviceIdentity Bounded(DeviceIdentity identity) => identity with
    {
        Id = new DeviceId(Cut(identity.Id.Oui)!, Cut(identity.Id.ProductClass)!, Cut(identity.Id.SerialNumber)!),
        Manufacturer = Cut(identity.Manufacturer),
        ModelName = Cut(identity.ModelName),
        EndpointId = Cut(identity.EndpointId),
    };

    private static string? Cut(string? text) => text is { Length: > Longest } ? text[..Longest] : text;
}
