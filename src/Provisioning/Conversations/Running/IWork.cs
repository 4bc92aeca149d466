namespace Provisioning.Conversations.Running;

/// <summary>One kind of work in a conversation. They are asked in a fixed order; the first that has something goes first.</summary>
internal interface IWork
{
    /// <summary>The next thing to do, or null. May leave changes in the workspace; they are saved when nobody has anything.</summary>
    ValueTask<Operation?> NextAsync(Workspace workspace, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Draws the consequences in the workspace, which is saved afterwards. What was read is in there already.</summary>
    void Complete(Workspace workspace, Operation operation, Outcome outcome, DateTimeOffset now);

    /// <summary>When there may be something to do again, by the clock alone.</summary>
    DateTimeOffset Due(Workspace workspace, DateTimeOffset now);
}
