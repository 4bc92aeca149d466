using System.Globalization;
using Provisioning.Devices;

namespace Provisioning.Firewall;

/// <summary>The one place that says how a rule is written in <c>Device.Firewall.Chain.{i}.Rule.{i}.</c></summary>
internal static class RuleParameters
{
    private const string Never = "9999-12-31T23:59:59Z";

    /// <param name="chainReference">From a chain's name to what stands in TargetChain.</param>
    /// <param name="setReference">From a set's name to what stands in SourceMatchSet and DestMatchSet.</param>
    public static IEnumerable<RuleParameter> Of(FirewallRule rule, int order, Func<string, string> chainReference, Func<string, string> setReference)
    {
        yield return Flag("Enable", true);
        yield return new("Order", ParameterType.UnsignedInt, Text(order));
        yield return Word("Description", rule.Description);
        yield return Word("Target", rule.Target);
        yield return Word("TargetChain", Reference(rule.TargetChain, chainReference));
        yield return Flag("Log", rule.Log);
        yield return new("ExpiryDate", ParameterType.DateTime, Never);
        yield return Word("SourceInterface", "");
        yield return Flag("SourceInterfaceExclude", false);
        yield return Flag("SourceAllInterfaces", true); // else Status is Error_Misconfigured (TR-181 Rule.{i})
        yield return Word("DestInterface", "");
        yield return Flag("DestInterfaceExclude", false);
        yield return Flag("DestAllInterfaces", true);
        yield return Number("IPVersion", rule.IPVersion);
        yield return Word("DestIP", rule.DestIP);
        yield return Word("DestMask", Mask(rule.DestPrefixLength));
        yield return Flag("DestIPExclude", false);
        yield return Word("DestMatchSet", Reference(rule.DestSet, setReference), FirewallDialect.Tr181V18);
        yield return Word("DestMatchSetExclude", "", FirewallDialect.Tr181V18);
        yield return Word("SourceIP", rule.SourceIP);
        yield return Word("SourceMask", Mask(rule.SourcePrefixLength));
        yield return Flag("SourceIPExclude", false);
        yield return Word("SourceMatchSet", Reference(rule.SourceSet, setReference), FirewallDialect.Tr181V18);
        yield return Word("SourceMatchSetExclude", "", FirewallDialect.Tr181V18);
        yield return Number("Protocol", rule.Protocol);
        yield return Flag("ProtocolExclude", false);
        yield return Number("DestPort", rule.DestPort);
        yield return Number("DestPortRangeMax", rule.DestPortRangeMax);
        yield return Flag("DestPortExclude", false);
        yield return Number("SourcePort", rule.SourcePort);
        yield return Number("SourcePortRangeMax", rule.SourcePortRangeMax);
        yield return Flag("SourcePortExclude", false);
        yield return Number("DSCP", -1);
        yield return Flag("DSCPExclude", false);
        yield return Word("ConnectionState", rule.ConnectionState, FirewallDialect.Tr181V16);
        yield return Word("SourceMAC", rule.SourceMac, FirewallDialect.Tr181V16);
        yield return Flag("SourceMACExclude", false, FirewallDialect.Tr181V16);
    }

    /// <summary>TR-181's default of a rule that was just made; interfaces are not, as a rule without any is misconfigured.</summary>
    public static bool IsDefault(RuleParameter parameter) => parameter.Value switch
    {
        "" or Never => true,
        "false" => parameter.Type == ParameterType.Boolean,
        "-1" => parameter.Type == ParameterType.Int,
        _ => false,
    };

    public static string TypeName(ParameterType type) => type switch
    {
        ParameterType.Boolean => "boolean",
        ParameterType.Int => "int",
        ParameterType.UnsignedInt => "unsignedInt",
        ParameterType.DateTime => "dateTime",
        _ => "string",
    };

    /// <summary>TR-181 SourceMask, DestMask: an IPPrefix whose address part MUST be empty.</summary>
    private static string Mask(int length) => length < 0 ? "" : "/" + Text(length);

    private static string Reference(string name, Func<string, string> reference) => name.Length == 0 ? "" : reference(name);

    private static RuleParameter Flag(string name, bool value, FirewallDialect since = FirewallDialect.Flat) =>
        new(name, ParameterType.Boolean, value ? "true" : "false", since);

    private static RuleParameter Word(string name, string value, FirewallDialect since = FirewallDialect.Flat) =>
        new(name, ParameterType.String, value, since);

    private static RuleParameter Number(string name, int value) => new(name, ParameterType.Int, Text(value));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
