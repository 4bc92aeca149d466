namespace Provisioning.Mud.Questions.Asking;

/// <summary><c>Acs:Mud:Questions</c>: questions that nobody orders.</summary>
public sealed class AskingOptions
{
    /// <summary>Hosts in mode <c>ask</c> are asked about when they do what nobody declares.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>So long after the first of its flows a question waits for more of them: up to a week.</summary>
    public TimeSpan Gather { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Questions to one home in seven days: 1 to 50.</summary>
    public int PerHomeAWeek { get; set; } = 3;
}
