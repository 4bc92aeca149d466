namespace Acs.Dashboard.Warnings;

/// <summary>States of warnings and proposals as a person says them.</summary>
internal static class WarningWords
{
    public static string Of(string state) => state switch
    {
        "outofscope" => "out of scope",
        "notaffected" => "not affected",
        _ => state,
    };
}
