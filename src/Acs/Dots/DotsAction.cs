using Acs.Dots.Coap;

namespace Acs.Dots;

/// <summary>What the shell is to do for a session.</summary>
internal abstract record DotsAction
{
    private DotsAction()
    {
    }

    public sealed record Send(CoapMessage Message) : DotsAction;

    /// <summary>Answer this request.</summary>
    public sealed record Serve(CoapMessage Request) : DotsAction;

    public sealed record Close(string Why) : DotsAction;
}
