namespace UspController.Sessions;

/// <summary>Whether records travel in session contexts (TR-369 "Exchange of USP Records within an E2E Session Context").</summary>
public enum SessionMode
{
    /// <summary>Where an agent starts one; else without.</summary>
    Allow,

    /// <summary>An agent that starts one is told that it may not (7106).</summary>
    Forbid,

    /// <summary>The controller starts one, and listens to nothing outside of it.</summary>
    Require,
}
