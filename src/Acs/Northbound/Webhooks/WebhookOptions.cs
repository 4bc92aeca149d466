namespace Acs.Northbound.Webhooks;

/// <summary><c>Acs:Webhooks</c>.</summary>
public sealed class WebhookOptions
{
    public const string Section = "Acs:Webhooks";

    /// <summary>Lets webhooks lead to private and loopback addresses: where the receiver stands in the ISP's own network.</summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>How long the receiver may take to answer: 1 second to 1 minute.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The rest after a first failure; it doubles with each further one, up to an hour. 1 second to 1 hour.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A receiver that fails for so long is given up until a person resumes it. At least a minute.</summary>
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromDays(3);
}
