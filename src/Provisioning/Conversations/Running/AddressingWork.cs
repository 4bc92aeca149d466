using Provisioning.Devices;

namespace Provisioning.Conversations.Running;

/// <summary>
/// Has a CWMP gateway with alias-based addressing name instances as the policy says (TR-069 3.6.1). Once for each discovery:
/// what an operator sets afterwards stays, and a gateway that refuses is not asked in every session.
/// </summary>
internal sealed class AddressingWork(AddressingPolicy policy) : IWork
{
    private bool _asked;

    public ValueTask<Operation?> NextAsync(Workspace workspace, DateTimeOffset now, CancellationToken cancellationToken) =>
        ValueTask.FromResult(IsDue(workspace) ? Next(workspace) : null);

    public void Complete(Workspace workspace, Operation operation, Outcome outcome, DateTimeOffset now)
    {
        if (operation is Operation.ReadValues)
        {
            _asked = true;
            return;
        }

        workspace.Capabilities = workspace.Capabilities with { IsAddressed = true };
        if (outcome is Outcome.Failed { Fault: var fault })
        {
            workspace.Happened("device.addressing", $"The gateway will not name instances as it was told: {fault}");
        }
    }

    public DateTimeOffset Due(Workspace workspace, DateTimeOffset now) => DateTimeOffset.MaxValue;

    private bool IsDue(Workspace workspace) =>
        (policy.ByNumber || policy.AutoCreate is not null) && workspace.Via == Protocols.Cwmp
        && workspace.Capabilities is { DiscoveredAt: not null, IsAddressed: false } && AliasedRequest.IsUnderstood(workspace.Root, workspace.Reported);

    private Operation? Next(Workspace workspace)
    {
        var wanted = Wanted(workspace).Where(v => workspace.Capabilities.Has(v.Path)).ToList();
        if (!_asked && wanted.Count > 0)
        {
            return new Operation.ReadValues(Guid.NewGuid(), [.. wanted.Select(v => v.Path)]);
        }

        var wrong = wanted.Where(v => !DesiredState.CanonicalValue.Same(v.Value, workspace.Reported.Value(v.Path), v.Type)).ToList();
        if (wrong.Count > 0)
        {
            return new Operation.WriteValues(Guid.NewGuid(), wrong);
        }

        workspace.Capabilities = workspace.Capabilities with { IsAddressed = true };
        return null;
    }

    private IEnumerable<ParameterValue> Wanted(Workspace workspace)
    {
        var server = $"{workspace.Root}ManagementServer.";
        if (policy.ByNumber)
        {
            yield return new ParameterValue($"{server}InstanceMode", "InstanceNumber", ParameterType.String);
        }

        if (policy.AutoCreate is { } create)
        {
            yield return new ParameterValue($"{server}AutoCreateInstances", create ? "true" : "false", ParameterType.Boolean);
        }
    }
}
