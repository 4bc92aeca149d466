using System.Net;
using Microsoft.Extensions.Options;

namespace Provisioning.Mud;

/// <summary>Names every wrong key at once.</summary>
internal sealed class MudOptionsValidator : IValidateOptions<MudOptions>
{
    public ValidateOptionsResult Validate(string? name, MudOptions options)
    {
        var errors = new List<string>();
        CheckFiles("TlsAnchors", options.TlsAnchors, errors);
        CheckFiles("TrustAnchors", options.TrustAnchors, errors);
        CheckFiles("DeviceAnchors", options.DeviceAnchors, errors);
        for (var i = 0; i < options.Resolvers.Count; i++)
        {
            if (!IPEndPoint.TryParse(options.Resolvers[i], out _))
            {
                errors.Add($"{MudOptions.Section}:Resolvers:{i} is '{options.Resolvers[i]}': write an address, with or without a port.");
            }
        }

        foreach (var (host, addresses) in options.Names)
        {
            if (!DnsNames.TryNormalise(host, out _) || FixedNames.Parse(addresses) is null)
            {
                errors.Add($"{MudOptions.Section}:Names:{host} is '{addresses}': write a DNS name as key and addresses separated by commas as value.");
            }
        }

        if (options.Parallel is < 1 or > 64)
        {
            errors.Add($"{MudOptions.Section}:Parallel is {options.Parallel}: write a number from 1 to 64.");
        }

        if (options.Community.Submitters is < 1 or > 1000)
        {
            errors.Add($"{MudOptions.Section}:Community:Submitters is {options.Community.Submitters}: write a number from 1 to 1000.");
        }

        if (options.Questions.PerHomeAWeek is < 1 or > 50)
        {
            errors.Add($"{MudOptions.Section}:Questions:PerHomeAWeek is {options.Questions.PerHomeAWeek}: write a number from 1 to 50.");
        }

        if (options.Questions.Gather < TimeSpan.Zero || options.Questions.Gather > TimeSpan.FromDays(7))
        {
            errors.Add($"{MudOptions.Section}:Questions:Gather is {options.Questions.Gather}: write a time from 00:00:00 to 7.00:00:00.");
        }

        if (options.ChurningEvery < TimeSpan.FromMinutes(1) || options.ChurningEvery > TimeSpan.FromDays(1))
        {
            errors.Add($"{MudOptions.Section}:ChurningEvery is {options.ChurningEvery}: write a time from 00:01:00 to 1.00:00:00.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void CheckFiles(string key, IList<string> paths, List<string> errors)
    {
        for (var i = 0; i < paths.Count; i++)
        {
            if (!File.Exists(paths[i]))
            {
                errors.Add($"{MudOptions.Section}:{key}:{i} is '{paths[i]}': there is no such file.");
            }
        }
    }
}
