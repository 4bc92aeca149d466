using Microsoft.Extensions.Options;

namespace Provisioning.BulkData;

/// <summary>Every error at once, each naming its key.</summary>
internal sealed class BulkDataOptionsValidator : IValidateOptions<BulkDataOptions>
{
    public ValidateOptionsResult Validate(string? name, BulkDataOptions options)
    {
        (string Key, int Value)[] all =
        [
            ("MaxBytes", options.MaxBytes), ("MaxInflatedBytes", options.MaxInflatedBytes), ("MaxReports", options.MaxReports),
            ("MaxValues", options.MaxValues), ("SeriesPerDevice", options.SeriesPerDevice), ("SamplesPerSeries", options.SamplesPerSeries),
            ("ValuesPerHour", options.ValuesPerHour), ("Days", options.Days),
            ("MaxConcurrent", options.MaxConcurrent),
        ];
        var errors = all.Where(o => o.Value < 1).Select(o => $"{BulkDataOptions.Section}:{o.Key}: {o.Value} is less than 1.").ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
