using Microsoft.Extensions.Options;

namespace Provisioning.Firmware;

internal sealed class FilesOptionsValidator : IValidateOptions<FilesOptions>
{
    public ValidateOptionsResult Validate(string? name, FilesOptions options)
    {
        var errors = new List<string>();
        if (options.PublicUrl is { } url
            && (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Query.Length > 0))
        {
            errors.Add($"Acs:Files:PublicUrl: '{url}' is not an http or https address.");
        }

        if (options.TokenKey is { } key && (!Convert.TryFromBase64String(key, new byte[key.Length], out var length) || length < 32))
        {
            errors.Add("Acs:Files:TokenKey: must be Base64 of at least 32 bytes.");
        }

        if (options.LinkHours is < 1 or > 720)
        {
            errors.Add("Acs:Files:LinkHours: must be 1 to 720.");
        }

        if (options.TransferMinutes is < 1 or > 10_080)
        {
            errors.Add("Acs:Files:TransferMinutes: must be 1 to 10080.");
        }

        if (options.MaxUploadBytes < 1)
        {
            errors.Add("Acs:Files:MaxUploadBytes: must be at least 1.");
        }

        if (options.UploadsPerDevice is < 1 or > 1000)
        {
            errors.Add("Acs:Files:UploadsPerDevice: must be 1 to 1000.");
        }

        if (options.MaxConnections < 1)
        {
            errors.Add("Acs:Files:MaxConnections: must be at least 1.");
        }

        if (options.MinBytesPerSecond < 1)
        {
            errors.Add("Acs:Files:MinBytesPerSecond: must be at least 1.");
        }

        if (options.IdleSeconds is < 2 or > 3600)
        {
            errors.Add("Acs:Files:IdleSeconds: must be 2 to 3600.");
        }

        if (options.MaxBytesPerSecond is < 0 or (> 0 and < 1024))
        {
            errors.Add("Acs:Files:MaxBytesPerSecond: must be 0 (no cap) or at least 1024.");
        }

        if (options.MaxConcurrent < 0)
        {
            errors.Add("Acs:Files:MaxConcurrent: must be 0 (no limit) or more.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
