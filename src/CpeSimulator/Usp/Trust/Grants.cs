using CpeSimulator.DataModels;

namespace CpeSimulator.Usp.Trust;

/// <summary>What the controller may do now: in each role the row with the highest Order counts, and roles add up (TR-369 §15.7.2).</summary>
/// <param name="roles">Each with its rows, the highest order first.</param>
internal sealed class Grants(IReadOnlyList<IReadOnlyList<PermissionRow>> roles)
{
    private readonly bool _everything = roles.Any(r => r is [{ IsEverything: true }]);

    public bool May(string path, Right kind, char letter)
    {
        if (_everything)
        {
            return true;
        }

        var parts = PathResolver.Split(path);
        return roles.Any(rows => rows.FirstOrDefault(r => r.Means(parts)) is { } row && row.Texts[(int)kind].Contains(letter));
    }

    /// <summary>Or something below it, which is then to be found.</summary>
    public bool MayAnywhere(string path, Right kind, char letter)
    {
        var parts = PathResolver.Split(path);
        return May(path, kind, letter) || roles.Any(rows => rows.Any(r => r.LiesBelow(parts) && r.Texts[(int)kind].Contains(letter)));
    }

    /// <exception cref="DataModelException">7006: it may not.</exception>
    public void Demand(string path, Right kind, char letter)
    {
        if (!May(path, kind, letter))
        {
            throw new DataModelException(7006, path, "Permission denied");
        }
    }
}
