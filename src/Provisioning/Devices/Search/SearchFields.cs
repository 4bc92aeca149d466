namespace Provisioning.Devices.Search;

/// <summary>The fields that can be searched, with the words that people use for them.</summary>
public static class SearchFields
{
    public const string Id = "id";
    public const string Oui = "oui";
    public const string ProductClass = "productClass";
    public const string Serial = "serial";
    public const string Endpoint = "endpoint";
    public const string Manufacturer = "manufacturer";
    public const string Model = "model";
    public const string Version = "version";
    public const string Hardware = "hardware";
    public const string Protocol = "protocol";
    public const string Status = "status";
    public const string Convergence = "convergence";
    public const string Tag = "tag";
    public const string Subscriber = "subscriber";
    public const string TimeZone = "timeZone";
    public const string Ip = "ip";
    public const string Mac = "mac";
    public const string Host = "host";
    public const string Mud = "mud";
    public const string LastContact = "lastContact";
    public const string FirstContact = "firstContact";

    private static readonly Dictionary<string, string> ByWord = new(StringComparer.OrdinalIgnoreCase)
    {
        ["serialNumber"] = Serial,
        ["sn"] = Serial,
        ["class"] = ProductClass,
        ["endpointId"] = Endpoint,
        ["vendor"] = Manufacturer,
        ["modelName"] = Model,
        ["softwareVersion"] = Version,
        ["firmware"] = Version,
        ["hardwareVersion"] = Hardware,
        ["protocols"] = Protocol,
        ["state"] = Convergence,
        ["tags"] = Tag,
        ["tz"] = TimeZone,
        ["address"] = Ip,
        ["hostName"] = Host,
        ["mudUrl"] = Mud,
        ["lastContactAt"] = LastContact,
        ["seen"] = LastContact,
        ["firstContactAt"] = FirstContact,
    };

    public static IReadOnlyList<string> All { get; } =
    [
        Id, Oui, ProductClass, Serial, Endpoint, Manufacturer, Model, Version, Hardware, Protocol, Status, Convergence,
        Tag, Subscriber, TimeZone, Ip, Mac, Host, Mud, LastContact, FirstContact,
    ];

    /// <summary>The canonical name, or null.</summary>
    public static string? Find(string word) =>
        All.FirstOrDefault(f => f.Equals(word, StringComparison.OrdinalIgnoreCase)) ?? ByWord.GetValueOrDefault(word);

    /// <summary>Fields with an order.</summary>
    public static bool IsOrdered(string field) => field is Version or Hardware or LastContact or FirstContact;
}
