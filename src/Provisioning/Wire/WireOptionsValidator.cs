using Microsoft.Extensions.Options;

namespace Provisioning.Wire;

internal sealed class WireOptionsValidator : IValidateOptions<WireOptions>
{
    public ValidateOptionsResult Validate(string? name, WireOptions options)
    {
        var errors = new List<string>();
        Range(errors, "MaxMessageBytes", options.MaxMessageBytes, 1024, 64 * 1024 * 1024);
        Range(errors, "MaxDeviceBytes", options.MaxDeviceBytes, 64 * 1024, 1L << 40);
        Range(errors, "MaxTotalBytes", options.MaxTotalBytes, options.MaxDeviceBytes, 1L << 44);
        Range(errors, "KeepDays", options.KeepDays, 1, 3650);
        Range(errors, "MaxWaitingBytes", options.MaxWaitingBytes, options.MaxMessageBytes, 1L << 32);
        Range(errors, "MaxUnidentified", options.MaxUnidentified, 1, 10_000);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void Range(List<string> errors, string key, long value, long min, long max)
    {
        if (value < min || value > max)
        {
            errors.Add($"Acs:Wire:{key}: {value} is not {min} to {max}.");
        }
    }
}
