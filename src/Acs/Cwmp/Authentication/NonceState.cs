namespace Acs.Cwmp.Authentication;

internal enum NonceState
{
    Fresh,

    /// <summary>Too old, or from before a restart or another node: a right digest with it earns <c>stale=true</c>, no more.</summary>
    Stale,
}
