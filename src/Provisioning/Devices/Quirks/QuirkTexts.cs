namespace Provisioning.Devices.Quirks;

/// <summary>Quirks in words, and the switch that makes a known one cheaper.</summary>
public static class QuirkTexts
{
    /// <summary>All that can be seen in traffic.</summary>
    public static IReadOnlyList<Quirk> All { get; } = [.. Enum.GetValues<Quirk>().Where(q => q != Quirk.None)];

    public static string Text(Quirk quirk) => quirk switch
    {
        Quirk.ForbiddenCharacters => "It writes characters that XML forbids; they are left out.",
        Quirk.ForeignMessageId => "Its answers do not carry the ID of the request; their order tells which is meant.",
        Quirk.MissingValue => "It names parameters without a value; they count as empty.",
        Quirk.UntypedValue => "Its values have no type, or an invented one.",
        Quirk.IncompleteDeviceId => "Its DeviceId is incomplete; the parameter list fills it.",
        Quirk.NoCookie => "It does not return the session's cookie; its connection tells which session it is.",
        Quirk.NoCommandKey => "It forgets the CommandKey of a transfer; the one transfer that is under way is meant.",
        Quirk.LargeReadRefused => "It refuses to read many values at once; they are read in halves.",
        Quirk.RootRefused => "It does not list its root; the subtrees that matter are asked for instead.",
        Quirk.NoTransferComplete => "It does not tell that a transfer has ended; what the file server saw and the version that it runs do.",
        Quirk.NoParameterKey => "It does not keep the ParameterKey; what it reports is compared instead.",
        Quirk.WritableDenied => "It lists parameters as read-only and takes writes to them; they are written all the same.",
        Quirk.TableRefused => "It refuses rows in a table of its own data model (AddObject, 9005): its firmware lacks the table, or makes rows only by itself.",
        Quirk.InformLoop => "It sends Inform after Inform and never goes on with the session; it is held off, longer each time. Firmware that does this needs an update.",
        Quirk.IdentityConflict => "Two gateways come under this identity, each with values of its own: what one is told the other undoes. One of them needs a serial number of its own.",
        Quirk.PlaceholderIdentity => "Its OUI or serial number is a placeholder: other gateways of its make may come under the same.",
        Quirk.NoBootstrap => "It forgets what was set, as after a factory reset, without saying BOOTSTRAP.",
        Quirk.BooleanRefused => "It refuses the booleans true and false.",
        Quirk.FractionRefused => "It refuses times with fractions of a second.",
        Quirk.BasicOnly => "It takes connection requests with Basic alone, which would show its password on the wire.",
        _ => quirk.ToString(),
    };

    /// <summary>Nothing that is tolerated in passing: it leaves an event, at most once a day.</summary>
    public static bool IsNews(Quirk quirk) => quirk is Quirk.InformLoop or Quirk.IdentityConflict or Quirk.PlaceholderIdentity or Quirk.NoBootstrap;

    /// <summary>The switch of <c>Acs:Quirks</c> that spares it the detour; null: none is needed.</summary>
    public static string? Switch(Quirk quirk) => quirk switch
    {
        Quirk.LargeReadRefused => nameof(QuirkRule.ReadBatch),
        Quirk.RootRefused => nameof(QuirkRule.SkipRoot),
        Quirk.NoTransferComplete => nameof(QuirkRule.DownloadSuccessOnTimeout),
        Quirk.NoBootstrap => nameof(QuirkRule.BootIsBootstrap),
        Quirk.BooleanRefused => nameof(QuirkRule.NumericBooleans),
        Quirk.FractionRefused => nameof(QuirkRule.WholeSeconds),
        Quirk.BasicOnly => nameof(QuirkRule.BasicConnectionRequest),
        _ => null,
    };
}
