namespace Provisioning.Mud.Versions;

/// <summary>What became of a person's order about a version.</summary>
public enum VersionAnswer
{
    Done,

    /// <summary>No such file or version.</summary>
    NotFound,

    /// <summary>The version is not in a state in which that can be said of it.</summary>
    WrongState,
}
