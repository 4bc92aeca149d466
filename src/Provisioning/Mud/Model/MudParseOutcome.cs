namespace Provisioning.Mud.Model;

public enum MudParseOutcome
{
    /// <summary>As the standard has it.</summary>
    Compiled,

    /// <summary>Understood with named repairs or with ACEs left out.</summary>
    Lenient,

    Refused,
}
