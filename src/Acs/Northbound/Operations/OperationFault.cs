using System.Text.Json;
using Provisioning.Conversations;

namespace Acs.Northbound;

/// <summary>Why an operation failed, in the gateway's code and words.</summary>
public sealed record OperationFault(string Code, string Text, IReadOnlyList<ParameterFault> Parameters)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    internal static OperationFault? Parse(string? json)
    {
        if (string.IsNullOrEmpty(json))
        {
            return null;
        }

        try
        {
            var fault = JsonSerializer.Deserialize<OperationFault>(json, Json);
            return fault is null ? null : fault with { Code = fault.Code ?? "", Text = fault.Text ?? "", Parameters = fault.Parameters ?? [] };
        }
        catch (JsonException)
        {
            return new OperationFault("", json, []);
        }
    }
}
