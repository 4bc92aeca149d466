namespace Provisioning.Conversations;

/// <summary>TR-069 A.4.1.8, WindowMode.</summary>
public enum TransferWindowMode
{
    /// <summary><c>1 At Any Time</c>: even if it disturbs the subscriber.</summary>
    AnyTime = 1,

    /// <summary><c>2 Immediately</c>: at the window's begin.</summary>
    Immediately = 2,

    /// <summary><c>3 When Idle</c>: when it disturbs nobody.</summary>
    WhenIdle = 3,

    /// <summary><c>4 Confirmation Needed</c>: when the subscriber agrees.</summary>
    Confirmation = 4,
}
