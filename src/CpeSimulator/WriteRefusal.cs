namespace CpeSimulator;

/// <param name="Path">Prefix of the parameter paths that are refused.</param>
/// <param name="CwmpCode">9001 to 9008; USP gets the like of it.</param>
public sealed record WriteRefusal(string Path, int CwmpCode)
{
    internal int UspCode => CwmpCode switch
    {
        9004 => 7005,
        9005 => 7010,
        9006 => 7011,
        9007 or 9003 => 7012,
        9008 => 7013,
        _ => 7003,
    };
}
