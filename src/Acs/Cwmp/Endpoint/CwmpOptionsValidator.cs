using System.Net;
using Microsoft.Extensions.Options;

namespace Acs.Cwmp.Endpoint;

/// <summary>Finds every error of <c>Acs:Cwmp</c>, each named by its key.</summary>
internal sealed class CwmpOptionsValidator : IValidateOptions<CwmpOptions>
{
    public ValidateOptionsResult Validate(string? name, CwmpOptions options)
    {
        var errors = new List<string>();
        foreach (var url in options.Url.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            CheckUrl(url, options, errors);
        }

        if (string.IsNullOrWhiteSpace(options.Url))
        {
            errors.Add("Acs:Cwmp:Url is empty; expected an address such as http://*:7547.");
        }

        if (options.Realm.AsSpan().ContainsAny("\"\\\r\n") || options.Realm.Any(c => c is < ' ' or > '~'))
        {
            errors.Add("Acs:Cwmp:Realm must be ASCII without quotes, backslashes and control characters.");
        }

        if (string.IsNullOrEmpty(options.Bootstrap.User) != string.IsNullOrEmpty(options.Bootstrap.Password))
        {
            errors.Add("Acs:Cwmp:Bootstrap:User and Acs:Cwmp:Bootstrap:Password are set together or not at all.");
        }

        Range(errors, "MaxBodyBytes", options.MaxBodyBytes, 4096, 256 * 1024 * 1024);
        Range(errors, "SessionTimeoutSeconds", options.SessionTimeoutSeconds, 1, 3600);
        Range(errors, "MaxSessions", options.MaxSessions, 1, 10_000_000);
        Range(errors, "MaxConcurrentRequests", options.MaxConcurrentRequests, 1, 1_000_000);
        Range(errors, "RetryAfterSeconds", options.RetryAfterSeconds, 1, 86_400);
        Range(errors, "ConnectionRequest:TimeoutSeconds", options.ConnectionRequest.TimeoutSeconds, 1, 300);
        foreach (var network in options.ConnectionRequest.AllowedNetworks)
        {
            if (!IPNetwork.TryParse(network, out _))
            {
                errors.Add($"Acs:Cwmp:ConnectionRequest:AllowedNetworks: '{network}' is no network such as 10.0.0.0/8.");
            }
        }

        foreach (var network in options.Proxies.Where(n => !IPNetwork.TryParse(n, out _)))
        {
            errors.Add($"Acs:Cwmp:Proxies: '{network}' is no network such as 10.0.0.5/32.");
        }

        Range(errors, "LockOut:Failures", options.LockOut.Failures, 1, 1_000_000);
        Range(errors, "LockOut:WindowSeconds", options.LockOut.WindowSeconds, 1, 86_400);
        Range(errors, "LockOut:Seconds", options.LockOut.Seconds, 1, 86_400);
        Range(errors, "LockOut:AddressFailuresPerMinute", options.LockOut.AddressFailuresPerMinute, 1, 1_000_000);
        ClientCertificateErrors.Find(options, errors);
        if (!IPAddress.TryParse(options.Stun.Address, out _))
        {
            errors.Add($"Acs:Cwmp:Stun:Address: '{options.Stun.Address}' is no IP address.");
        }

        Range(errors, "Stun:Port", options.Stun.Port, 0, 65_535);
        Range(errors, "Stun:PublicPort", options.Stun.PublicPort ?? 3478, 1, 65_535);
        Range(errors, "Stun:MinimumKeepAlive", options.Stun.MinimumKeepAlive, 1, 86_400);
        Range(errors, "Stun:MaximumKeepAlive", options.Stun.MaximumKeepAlive, options.Stun.MinimumKeepAlive, 86_400);
        Range(errors, "Stun:RequestsPerSecond", options.Stun.RequestsPerSecond, 1, 1_000_000);
        Range(errors, "Stun:WaitSeconds", options.Stun.WaitSeconds, 1, 300);
        Xmpp.XmppOptionsErrors.Find(options.Xmpp, errors);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void CheckUrl(string url, CwmpOptions options, List<string> errors)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            if (address.Scheme is not ("http" or "https") || address.Port is < 0 or > 65535)
            {
                errors.Add($"Acs:Cwmp:Url: '{url}' must begin with http:// or https://.");
            }
            else if (address.Scheme == "https" && string.IsNullOrEmpty(options.Certificate.Path))
            {
                errors.Add("Acs:Cwmp:Certificate:Path is needed for an https address in Acs:Cwmp:Url.");
            }
        }
        catch (FormatException)
        {
            errors.Add($"Acs:Cwmp:Url: '{url}' is no address such as http://*:7547.");
        }
    }

    private static void Range(List<string> errors, string key, int value, int min, int max)
    {
        if (value < min || value > max)
        {
            errors.Add($"Acs:Cwmp:{key} is {value}; expected {min} to {max}.");
        }
    }
}
