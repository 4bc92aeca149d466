namespace Provisioning.Conversations;

/// <summary>What a gateway can be asked besides its data model.</summary>
public abstract partial record Operation
{
    /// <summary>Asks for a contact after a while (CWMP ScheduleInform, USP <c>Device.ScheduleTimer()</c>).</summary>
    public sealed record ScheduleContact(Guid Id, string CommandKey, long DelaySeconds) : Operation(Id);

    /// <summary>Reads notification and access list of parameters (CWMP GetParameterAttributes).</summary>
    public sealed record ReadAttributes(Guid Id, IReadOnlyList<string> Paths) : Operation(Id);

    /// <summary>Sets notification or access list of parameters (CWMP SetParameterAttributes).</summary>
    public sealed record WriteAttributes(Guid Id, IReadOnlyList<AttributeChange> Changes) : Operation(Id);

    /// <summary>
    /// Installs, updates and removes software modules (CWMP ChangeDUState). The outcome is the acceptance; the result comes
    /// later as <see cref="Report.SoftwareChanged"/> under <paramref name="CommandKey"/>.
    /// </summary>
    public sealed record ChangeSoftware(Guid Id, string CommandKey, IReadOnlyList<SoftwareChange> Changes) : Operation(Id);

    /// <summary>Lists options that vouchers have set (CWMP GetOptions).</summary>
    /// <param name="Name">Empty for all.</param>
    public sealed record ReadOptions(Guid Id, string Name) : Operation(Id);

    /// <summary>Loads vouchers (CWMP SetVouchers, TR-069 Annex C).</summary>
    /// <param name="Vouchers">Signed packages, base64.</param>
    public sealed record SetVouchers(Guid Id, IReadOnlyList<string> Vouchers) : Operation(Id);

    /// <summary>
    /// A USP request with any of its fields, for labs and for what has no operation of its own; answered by
    /// <see cref="Outcome.Answered"/>.
    /// </summary>
    /// <param name="Request">JSON of one request, <c>{ "get": { "paramPaths": ["Device."], "maxDepth": 2 } }</c>.</param>
    public sealed record UspMessage(Guid Id, string Request) : Operation(Id);

    /// <summary>Asks what the gateway can be asked (CWMP GetRPCMethods).</summary>
    public sealed record ListMethods(Guid Id) : Operation(Id);
}
