using Microsoft.Extensions.Options;

namespace Acs.Northbound.Webhooks;

/// <summary>Every error at once, each naming its key.</summary>
internal sealed class WebhookOptionsValidator : IValidateOptions<WebhookOptions>
{
    public ValidateOptionsResult Validate(string? name, WebhookOptions options)
    {
        var errors = new List<string>();
        Within(errors, nameof(options.Timeout), options.Timeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Within(errors, nameof(options.RetryDelay), options.RetryDelay, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Within(errors, nameof(options.GiveUpAfter), options.GiveUpAfter, TimeSpan.FromMinutes(1), TimeSpan.FromDays(365));
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void Within(List<string> errors, string key, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
        {
            errors.Add($"{WebhookOptions.Section}:{key}: {value} is not within {least} and {most}.");
        }
    }
}
