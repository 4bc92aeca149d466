using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CpeSimulator.DataModels;

namespace CpeSimulator.Usp.Trust;

/// <summary>RequestChallenge() and ChallengeResponse() (TR-369 "Challenges"); what is printed on the box is in the options.</summary>
internal sealed class Challenges(Gateway gateway)
{
    private const string Table = "Device.LocalAgent.ControllerTrust.Challenge.";
    private const string Controller = "Device.LocalAgent.Controller.1.";

    private readonly Lock _lock = new();
    private (string Id, string Row, DateTimeOffset Until)? _open;
    private int _failures;
    private DateTimeOffset _lockedUntil;

    public IReadOnlyList<(string Name, string Value)> Request(string reference)
    {
        lock (_lock)
        {
            var row = reference.TrimEnd('.') + ".";
            if (!row.StartsWith(Table, StringComparison.Ordinal) || gateway.Model.Find(row + "Enable") != "true")
            {
                throw DataModelException.InvalidValue(reference, "no such challenge");
            }

            RefuseWhileLocked(row);
            if (_open is { } open && open.Row != row && open.Until > gateway.Now)
            {
                throw DataModelException.InvalidValue(reference, "another challenge is open");
            }

            var id = Guid.NewGuid().ToString("N");
            _open = (id, row, gateway.Now + TimeSpan.FromSeconds(900));
            string Of(string name) => gateway.Model.Get(row + name);
            return [("Instruction", Of("Instruction")), ("InstructionType", Of("InstructionType")), ("ValueType", Of("ValueType")), ("ChallengeID", id)];
        }
    }

    public void Respond(string id, string value)
    {
        lock (_lock)
        {
            if (_open is not { } open || open.Id != id || open.Until <= gateway.Now)
            {
                throw DataModelException.InvalidValue("ChallengeID", "no such challenge is open");
            }

            RefuseWhileLocked(open.Row);
            var expected = Convert.ToBase64String(Encoding.UTF8.GetBytes(gateway.Options.ChallengeAnswer ?? ""));
            if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(value)))
            {
                // R-SEC.16, R-SEC.17
                if (++_failures >= Number(open.Row, "Retries"))
                {
                    (_failures, _lockedUntil) = (0, gateway.Now + TimeSpan.FromSeconds(Number(open.Row, "LockoutPeriod")));
                }

                throw new DataModelException(7022, "Value", "Command failure: this is not the answer");
            }

            (_open, _failures) = (null, 0);
            Assign(gateway.Model.Get(open.Row + "Role"));
        }
    }

    /// <summary>It replaces the untrusted role, or is appended to others.</summary>
    private void Assign(string role) => gateway.Model.Atomically(() =>
    {
        var untrusted = gateway.Model.Get("Device.LocalAgent.ControllerTrust.UntrustedRole");
        var assigned = gateway.Model.Get(Controller + "AssignedRole").Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Where(r => r != untrusted).Append(role).Distinct(StringComparer.Ordinal);
        gateway.Model.Write(Controller + "AssignedRole", string.Join(',', assigned));
        return true;
    });

    private void RefuseWhileLocked(string row)
    {
        if (_lockedUntil > gateway.Now)
        {
            throw new DataModelException(7002, row, "Request denied: too many wrong answers");
        }
    }

    private int Number(string row, string name) => int.Parse(gateway.Model.Get(row + name), CultureInfo.InvariantCulture);
}
