using Provisioning.Devices;
using Provisioning.Devices.Trust;

namespace Provisioning.Tests.Trust;

/// <summary>An agent's LocalAgent as it reports it; this server is its second controller.</summary>
internal static class Agent
{
    public const string Me = "proto::acs";

    public static TrustTable Of(string assigned, params Role[] roles) => OfBoth(assigned, "", roles);

    public static TrustTable OfBoth(string assigned, string inherited, params Role[] roles) => TrustTable.Read(Reported(assigned, inherited, roles), Me);

    public static ReportedParameters Reported(string assigned, string inherited, params Role[] roles) => ReportedParameters.Empty.With(
        [
            new("Device.LocalAgent.Controller.1.EndpointID", "proto::another"),
            new("Device.LocalAgent.Controller.1.AssignedRole", "Device.LocalAgent.ControllerTrust.Role.2"),
            new("Device.LocalAgent.Controller.2.EndpointID", Me),
            new("Device.LocalAgent.Controller.2.AssignedRole", assigned),
            new("Device.LocalAgent.Controller.2.InheritedRole", inherited),
            .. roles.SelectMany(r => r.Values()),
        ],
        DateTimeOffset.UnixEpoch);

    /// <param name="Rows">Order, targets, and one text for all four kinds.</param>
    public sealed record Role(string Number, string Name, params (string Order, string Targets, string Rights)[] Rows)
    {
        public bool Enabled { get; init; } = true;

        public int DisabledRow { get; init; }

        public IEnumerable<ParameterValue> Values()
        {
            var path = $"Device.LocalAgent.ControllerTrust.Role.{Number}.";
            yield return new(path + "Enable", Enabled ? "true" : "false");
            yield return new(path + "Name", Name);
            foreach (var (row, index) in Rows.Select((r, i) => (r, i + 1)))
            {
                var permission = $"{path}Permission.{index}.";
                yield return new(permission + "Enable", index == DisabledRow ? "false" : "true");
                yield return new(permission + "Order", row.Order);
                yield return new(permission + "Targets", row.Targets);
                foreach (var kind in (string[])["Param", "Obj", "InstantiatedObj", "CommandEvent"])
                {
                    yield return new(permission + kind, row.Rights);
                }
            }
        }
    }
}
