using Acs.Cwmp.Soap;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.4.2.1 and Annex D: the subscriber's browser went by the kick URL. The answer sends it on to the page it came for.</summary>
/// <param name="Next">Where the browser wants to go.</param>
internal sealed record Kicked(string Command, string Referer, string Arg, string Next) : ICpeMessage
{
    /// <summary>TR-069 A.4.2.1.</summary>
    private const int MaxNext = 1024;

    public string Name => "Kicked";

    /// <summary>Only to a web address: the gateway sends a browser there.</summary>
    public KickedResponse Response => new(
        Next.Length <= MaxNext && Uri.TryCreate(Next, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? Next : "");

    public static Kicked Read(XmlCursor xml)
    {
        string command = "", referer = "", arg = "", next = "";
        var scope = xml.Enter();
        while (xml.Next(scope))
        {
            switch (xml.Name)
            {
                case "Command":
                    command = xml.Token();
                    break;
                case "Referer":
                    referer = xml.Token();
                    break;
                case "Arg":
                    arg = xml.Token();
                    break;
                case "Next":
                    next = xml.Token();
                    break;
            }
        }

        return new Kicked(command, referer, arg, next);
    }
}
