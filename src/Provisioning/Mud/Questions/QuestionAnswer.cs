namespace Provisioning.Mud.Questions;

/// <summary>What a subscriber says to a question about a host's flows.</summary>
public enum QuestionAnswer
{
    /// <summary>The flows pass, as far as the ISP lets them.</summary>
    Allow,

    /// <summary>The flows do not pass.</summary>
    Block,

    /// <summary>Nothing changes for the host; its manufacturer is to be told.</summary>
    Tell,
}
