namespace Provisioning.Transfers;

/// <summary>What told which transfer is meant.</summary>
public enum MatchedBy
{
    /// <summary>None of ours: it is recorded as the gateway's own.</summary>
    Nothing,

    CommandKey,

    /// <summary>The address that it names.</summary>
    Address,

    /// <summary>No other was open.</summary>
    OnlyOpen,

    /// <summary>Of those that were open, only this one had been fetched or brought.</summary>
    FileServer,

    /// <summary>It has ended before: the gateway tells again because the response was lost, or long after.</summary>
    Repeated,
}
