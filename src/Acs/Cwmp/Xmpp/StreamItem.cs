namespace Acs.Cwmp.Xmpp;

/// <summary>A whole piece of an XML stream.</summary>
internal abstract record StreamItem
{
    /// <summary>The opening tag.</summary>
    public sealed record Header(byte[] Xml) : StreamItem;

    /// <summary>An element right below it.</summary>
    public sealed record Stanza(byte[] Xml) : StreamItem;

    /// <summary>The closing tag.</summary>
    public sealed record End : StreamItem;
}
