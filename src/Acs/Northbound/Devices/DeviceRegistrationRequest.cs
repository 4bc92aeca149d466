using System.Text.Json;
using Provisioning.Devices;

namespace Acs.Northbound;

/// <summary>A device to make known before it calls.</summary>
/// <param name="Oui">Six hexadecimal digits.</param>
/// <param name="ProductClass">May be empty.</param>
/// <param name="EndpointId">USP endpoint id, where it has one.</param>
public sealed record DeviceRegistrationRequest(string Oui, string ProductClass, string SerialNumber, string? EndpointId)
{
    private const int MaxLength = 64;
    private const int MaxEndpointId = 128;

    internal static DeviceIdentity? Read(JsonElement body, out Dictionary<string, string[]> errors)
    {
        errors = new(StringComparer.Ordinal);
        if (body.ValueKind != JsonValueKind.Object)
        {
            errors["$"] = ["Must be a JSON object."];
            return null;
        }

        var (oui, productClass, serial, endpoint) = (Text(body, "oui"), Text(body, "productClass") ?? "", Text(body, "serialNumber"), Text(body, "endpointId"));
        if (oui is not { Length: 6 } || !oui.All(char.IsAsciiHexDigit))
        {
            errors["oui"] = ["Must be six hexadecimal digits."];
        }

        if (productClass.Length > MaxLength || productClass.Any(char.IsControl))
        {
            errors["productClass"] = [$"Must be at most {MaxLength} characters."];
        }

        if (serial is not { Length: > 0 and <= MaxLength } || serial.Any(char.IsControl))
        {
            errors["serialNumber"] = [$"Must be 1 to {MaxLength} characters."];
        }

        if (endpoint is not null && (endpoint.Length > MaxEndpointId || endpoint.Count(c => c == ':') < 2 || endpoint.Any(c => c is <= ' ' or '/' or '+' or '#' or > '~')))
        {
            errors["endpointId"] = ["Must be a USP endpoint id, for example os::00D09E-123456, or absent."];
        }

        return errors.Count == 0 ? new DeviceIdentity(new DeviceId(oui!, productClass, serial!), EndpointId: endpoint) : null;
    }

    private static string? Text(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value.ValueKind == JsonValueKind.String ? value.GetString() : "\0"
            : null;
}
