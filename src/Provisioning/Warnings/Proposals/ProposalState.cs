namespace Provisioning.Warnings.Proposals;

/// <summary>Where a proposal is.</summary>
public enum ProposalState
{
    /// <summary>Waits for a person.</summary>
    Open,

    /// <summary>Its source has reached as many hosts today as it may: waits for tomorrow.</summary>
    Held,

    /// <summary>The ISP's entries hold.</summary>
    Accepted,

    /// <summary>The subscribers were asked: their answers decide.</summary>
    Asked,

    Dismissed,

    /// <summary>The warning does not say so any more.</summary>
    Withdrawn,

    /// <summary>Its time is over, or an appeal ended it.</summary>
    Ended,
}
