using Microsoft.Extensions.Options;

namespace Acs.Dots;

/// <summary>Names every wrong key at once.</summary>
internal sealed class DotsOptionsValidator : IValidateOptions<DotsOptions>
{
    public ValidateOptionsResult Validate(string? name, DotsOptions options)
    {
        var errors = new List<string>();
        for (var i = 0; i < options.Clients.Count; i++)
        {
            var (client, key) = (options.Clients[i], $"{DotsOptions.Section}:Clients:{i}");
            if (client.Target is null)
            {
                errors.Add($"{key}:Address is '{client.Address}': write a host, with or without a port.");
            }

            if (client.Source.Length == 0)
            {
                errors.Add($"{key}:Source is missing: name a source of warnings.");
            }

            if (!File.Exists(client.Authorities))
            {
                errors.Add($"{key}:Authorities is '{client.Authorities}': there is no such file.");
            }
        }

        if (options.Clients.Count > 0)
        {
            // RFC 9132 §8: both sides prove who they are.
            foreach (var (path, key) in (ReadOnlySpan<(string?, string)>)[(options.Certificate, "Certificate"), (options.Key, "Key")])
            {
                if (!File.Exists(path))
                {
                    errors.Add($"{DotsOptions.Section}:{key} is '{path}': there is no such file.");
                }
            }
        }

        if (options.Heartbeat < TimeSpan.FromSeconds(1) || options.Heartbeat > TimeSpan.FromMinutes(10))
        {
            errors.Add($"{DotsOptions.Section}:Heartbeat is {options.Heartbeat}: write 1 second to 10 minutes.");
        }

        if (options.MissingHeartbeats is < 0 or > 100)
        {
            errors.Add($"{DotsOptions.Section}:MissingHeartbeats is {options.MissingHeartbeats}: write a number from 0 to 100.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
