namespace Provisioning.Mud.Versions;

/// <summary>A good content of a file beside the one in force.</summary>
/// <param name="HasContentInForce">False: it is the first.</param>
/// <param name="IsContentInForce">The same bytes.</param>
/// <param name="OnPersonsWord">An administrator brought it.</param>
/// <param name="WasRefused">By a person, in these very bytes.</param>
/// <param name="WasInForce">It took effect once before.</param>
/// <param name="IsHeld">A person holds the content in force.</param>
/// <param name="Pinned">The signer that is known for the URL; null: none yet.</param>
/// <param name="Signer">Whose good signature it has; null: none.</param>
/// <param name="Gained">Flows let through that were not before; null: the files are too large to be compared.</param>
/// <param name="WideningNeedsApproval"><see cref="MudOptions.WideningNeedsApproval"/>.</param>
internal sealed record VersionQuestion(
    bool HasContentInForce,
    bool IsContentInForce,
    bool OnPersonsWord,
    bool WasRefused,
    bool WasInForce,
    bool IsHeld,
    Signer? Pinned,
    Signer? Signer,
    int? Gained,
    bool WideningNeedsApproval);
