namespace Provisioning.Devices.Search;

/// <param name="Position">0-based, in the text that was searched for.</param>
public sealed record SearchError(int Position, string Text)
{
    public override string ToString() => $"{Text} (at character {Position + 1})";
}
