using System.Text;
using Acs.Cwmp.Rpc;
using Acs.Cwmp.Soap;

namespace Acs.Tests.Cwmp;

internal static class Reading
{
    public static SoapMessage Read(string text, string? charset = null) => Read(Encoding.UTF8.GetBytes(text), charset);

    public static SoapMessage Read(byte[] bytes, string? charset = null) =>
        SoapReader.Read(bytes, charset, out var error) ?? throw new AssertionException(error ?? "unread");

    public static T Body<T>(string text)
        where T : ICpeMessage => (T)Read(text).Body;
}
