using Microsoft.Extensions.Options;
using Provisioning.Devices;
using Provisioning.Storage;

namespace Provisioning;

/// <summary>Every error at once, each naming its key.</summary>
internal sealed class ProvisioningOptionsValidator : IValidateOptions<ProvisioningOptions>
{
    public ValidateOptionsResult Validate(string? name, ProvisioningOptions options)
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(options.DataDirectory) || options.DataDirectory.AsSpan().ContainsAny(Path.GetInvalidPathChars()))
        {
            errors.Add("Acs:DataDirectory: a directory is needed.");
        }

        if (!Enum.IsDefined(options.Enrolment))
        {
            errors.Add($"Acs:Enrolment: {string.Join(", ", Enum.GetNames<Enrolment>())} are possible.");
        }

        if (!Enum.IsDefined(options.IdentityConflicts))
        {
            errors.Add($"Acs:IdentityConflicts: {string.Join(", ", Enum.GetNames<IdentityConflictPolicy>())} are possible.");
        }

        if (!Enum.IsDefined(options.Migration.OtherProtocol))
        {
            errors.Add($"Acs:Migration:OtherProtocol: {string.Join(", ", Enum.GetNames<OtherProtocolPolicy>())} are possible.");
        }

        if (!Enum.IsDefined(options.Database.Provider))
        {
            errors.Add($"Acs:Database:Provider: {string.Join(", ", Enum.GetNames<DatabaseProvider>())} are possible.");
        }

        if (options.Database.Provider != DatabaseProvider.Sqlite && string.IsNullOrWhiteSpace(options.Database.ConnectionString))
        {
            errors.Add($"Acs:Database:ConnectionString: {options.Database.Provider} needs one.");
        }

        AtLeast(errors, "Acs:Refresh:Hosts", options.Refresh.Hosts, TimeSpan.FromSeconds(1));
        AtLeast(errors, "Acs:Refresh:Drift", options.Refresh.Drift, TimeSpan.FromMinutes(1));
        AtLeast(errors, "Acs:Retention:Conversations", options.Retention.Conversations, TimeSpan.FromMinutes(1));
        AtLeast(errors, "Acs:Retention:Events", options.Retention.Events, TimeSpan.FromMinutes(1));
        AtLeast(errors, "Acs:Retention:Operations", options.Retention.Operations, TimeSpan.FromMinutes(1));
        AtLeast(errors, "Acs:Retention:OperationExpiry", options.Retention.OperationExpiry, TimeSpan.FromMinutes(1));
        AtLeast(errors, "Acs:Retention:AccessAttempts", options.Retention.AccessAttempts, TimeSpan.FromMinutes(1));
        AtLeast(errors, "Acs:Retention:Findings", options.Retention.Findings, TimeSpan.FromHours(1));
        AtLeast(errors, "Acs:Retention:RecentFlows", options.Retention.RecentFlows, TimeSpan.FromMinutes(1));
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void AtLeast(List<string> errors, string key, TimeSpan value, TimeSpan least)
    {
        if (value < least)
        {
            errors.Add($"{key}: {value} is less than {least}.");
        }
    }
}
