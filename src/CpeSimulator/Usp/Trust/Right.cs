namespace CpeSimulator.Usp.Trust;

/// <summary>Which of a permission's four texts counts (TR-181 <c>ControllerTrust.Role.{i}.Permission.{i}.</c>).</summary>
internal enum Right
{
    Param,
    Obj,
    InstantiatedObj,
    CommandEvent,
}
