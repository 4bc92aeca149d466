namespace Provisioning.Mud.Hosts;

/// <summary>What became of a person's answer to a proposed MUD URL.</summary>
public enum ProposalAnswer
{
    Done,

    /// <summary>No such device, or no such host on its LAN.</summary>
    NoHost,

    /// <summary>The host has no proposal that waits.</summary>
    NoProposal,
}
