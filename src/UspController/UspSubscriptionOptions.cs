namespace UspController;

/// <summary><c>Acs:Usp:Subscriptions:N</c>: a row of <c>Device.LocalAgent.Subscription.</c>.</summary>
public sealed class UspSubscriptionOptions
{
    public static readonly IReadOnlyList<string> Types = ["ValueChange", "ObjectCreation", "ObjectDeletion", "OperationComplete", "Event"];

    /// <summary>Its ID at the agents is <c>acs-isp-</c> and this.</summary>
    public string Id { get; set; } = "";

    /// <summary>One of <see cref="Types"/>.</summary>
    public string NotifType { get; set; } = "";

    /// <summary>Comma-separated paths, search paths and wildcards too.</summary>
    public string ReferenceList { get; set; } = "";
}
