using System.Buffers;
using System.Text;
using Acs.Cwmp.Session;
using Acs.Cwmp.Soap;

namespace Acs.Cwmp.Endpoint;

/// <summary>Turns a session's answer into an HTTP response, with its length: many agents cannot read chunks.</summary>
internal static class ResponseWriter
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    public static async ValueTask SendAsync(HttpContext http, CwmpSession session, SessionOutput output, CwmpOptions options)
    {
        switch (output)
        {
            case SessionOutput.Reply reply:
                http.Response.StatusCode = StatusCodes.Status200OK;
                http.Response.ContentType = "text/xml; charset=utf-8";
                var written = Write(session, reply, options);
                http.Response.ContentLength = written.Length;
                // Kestrel copies before it returns, so the thread's buffer is free again whatever thread goes on.
                await http.Response.BodyWriter.WriteAsync(written, http.RequestAborted);
                break;
            case SessionOutput.Reject rejected:
                await TextAsync(http, StatusCodes.Status400BadRequest, rejected.Reason + "\n");
                break;
            default:
                http.Response.StatusCode = StatusCodes.Status204NoContent;
                break;
        }
    }

    public static async ValueTask TextAsync(HttpContext http, int status, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        http.Response.ContentLength = bytes.Length;
        await http.Response.BodyWriter.WriteAsync(bytes, http.RequestAborted);
    }

    private static ReadOnlyMemory<byte> Write(CwmpSession session, SessionOutput.Reply reply, CwmpOptions options)
    {
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(4096);
        buffer.ResetWrittenCount();
        var soap = new SoapWriter(buffer, session.Switches.NumericBooleans ?? options.NumericBooleans, session.Switches.WholeSeconds is true);
        soap.Begin(session.Namespace, reply.Id, reply.UseVersion, session.Switches.XmlDeclaration ?? options.XmlDeclaration, reply.Hold);
        reply.Message.Write(soap);
        soap.End();
        var written = buffer.WrittenMemory;
        if (buffer.Capacity > 256 * 1024)
        {
            _buffer = null;
        }

        return written;
    }
}
