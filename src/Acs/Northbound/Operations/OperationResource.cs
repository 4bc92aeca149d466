using System.Text.Json;
using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <summary>An operation as the API shows it.</summary>
/// <param name="Result">What the gateway answered; null until it did.</param>
public sealed record OperationResource(
    Guid Id,
    string Type,
    OperationState State,
    JsonElement? Result,
    OperationFault? Fault,
    string Author,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt)
{
    public static OperationResource Of(OperationRow row) => new(
        row.Id, row.Type, row.State, Parse(row.Result), OperationFault.Parse(row.Fault), row.Author, row.CreatedAt, row.FinishedAt);

    private static JsonElement? Parse(string? json)
    {
        if (string.IsNullOrEmpty(json))
        {
            return null;
        }

        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
