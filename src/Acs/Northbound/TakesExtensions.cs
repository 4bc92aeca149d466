namespace Acs.Northbound;

internal static class TakesExtensions
{
    /// <summary>Describes a JSON body that the handler reads itself; scripts often forget the content type, so any will do.</summary>
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder route)
        where T : notnull => route.Accepts<T>("application/json", "*/*");
}
