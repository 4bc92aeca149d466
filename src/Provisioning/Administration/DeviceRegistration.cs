using Microsoft.EntityFrameworkCore;
using Provisioning.Devices;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Administration;

/// <summary>Devices made known before they call, and credentials given by hand: what closed enrolment lives on.</summary>
public sealed class DeviceRegistration
{
    private readonly FleetAdministration _fleet;
    private readonly IGroupCommit _commit;
    private readonly SecretBox _secrets;
    private readonly TimeProvider _time;

    internal DeviceRegistration(FleetAdministration fleet, IGroupCommit commit, SecretBox secrets, TimeProvider time) =>
        (_fleet, _commit, _secrets, _time) = (fleet, commit, secrets, time);

    /// <summary>Enters a device that has not called yet.</summary>
    /// <returns>False: it is known already, by its triple or its endpoint id.</returns>
    public async Task<bool> RegisterAsync(DeviceIdentity identity, string author, CancellationToken cancellationToken)
    {
        var made = false;
        await _commit.CommitAsync(async (db, token) =>
        {
            var (key, endpoint, now) = (identity.Id.ToString(), identity.EndpointId, _time.GetUtcNow());
            var (oui, productClass, serial) = identity.Id;
            made = !await db.Devices.AnyAsync(
                d => (d.Oui == oui && d.SerialNumber == serial && (d.ProductClass == productClass || d.ProductClass == "" || productClass == ""))
                    || (endpoint != null && d.EndpointId == endpoint),
                token);
            if (!made)
            {
                return;
            }

            var row = new DeviceRow
            {
                Key = key,
                Oui = identity.Id.Oui,
                ProductClass = identity.Id.ProductClass,
                SerialNumber = identity.Id.SerialNumber,
                EndpointId = endpoint,
                Status = DeviceStatus.Active,
                FirstContactAt = now,
                ConvergenceSince = now,
                ConvergenceReason = "It has not called yet.",
            };
            db.Devices.Add(row);
            // The event needs the row's number.
            await db.SaveChangesAsync(token);
            db.DeviceEvents.Add(new DeviceEventRow { DeviceId = row.Id, At = now, Kind = "device.registered", Text = $"{author} registered the device." });
        }, cancellationToken);
        return made;
    }

    /// <summary>
    /// Gives a device the credentials that it has, or will have. They count at once: from now on whoever does not show them
    /// is not this device.
    /// </summary>
    /// <param name="password">Null: one is made.</param>
    /// <returns>Null: there is no such device.</returns>
    public async Task<DeviceLogin?> IssueAsync(string deviceKey, string? password, string author, CancellationToken cancellationToken)
    {
        DeviceLogin? login = null;
        var secret = password ?? SecretBox.NewSecret();
        await _fleet.ChangeAsync(deviceKey, async (db, device, token) =>
        {
            if (await db.DeviceCredentials.FindAsync([device.Id], token) is not { } row)
            {
                row = new DeviceCredentialRow
                {
                    DeviceId = device.Id,
                    Username = device.Key,
                    ProtectedPassword = "",
                    ConnectionRequestUsername = "acs",
                    ProtectedConnectionRequestPassword = _secrets.Protect(SecretBox.NewSecret()),
                };
                db.DeviceCredentials.Add(row);
            }

            (row.ProtectedPassword, row.Confirmed, row.WriteAttempts) = (_secrets.Protect(secret), true, 0);
            login = new DeviceLogin(row.Username, device.EndpointId, secret);
            return ("device.credentials", $"{author} gave the device credentials.");
        }, wake: false, cancellationToken);
        return login;
    }
}
