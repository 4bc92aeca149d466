using Microsoft.Extensions.Options;

namespace Provisioning.Devices.Quirks;

internal sealed class QuirkOptionsValidator : IValidateOptions<QuirkOptions>
{
    public ValidateOptionsResult Validate(string? name, QuirkOptions options)
    {
        var errors = options.Quirks.SelectMany((rule, i) => Errors(rule).Select(e => $"Acs:Quirks:{i}:{e}")).ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Errors(QuirkRule rule)
    {
        if (rule.Name.Length is 0 or > 100)
        {
            yield return "Name is missing or longer than 100 characters.";
        }

        if (rule.ReadBatch is < 1 or > 1000)
        {
            yield return "ReadBatch is not between 1 and 1000.";
        }

        if (rule.RestAfterBoot is < 1 or > 3600)
        {
            yield return "RestAfterBoot is not between 1 and 3600 seconds.";
        }

        if (rule.Switches.Count == 0)
        {
            yield return "NumericBooleans, XmlDeclaration, WholeSeconds, ReadBatch, SkipRoot, DownloadSuccessOnTimeout, ReadByName, BasicConnectionRequest, RestAfterBoot, LastEmptyPost or BootIsBootstrap: none is set.";
        }

        if (rule is { Oui: "*", ProductClass: "*", SoftwareVersion: "*" })
        {
            yield return "Oui, ProductClass or SoftwareVersion must say which gateways are meant.";
        }
    }
}
