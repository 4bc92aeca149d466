using System.Net;
using System.Text;
using CpeSimulator.Firmware;

namespace CpeSimulator.Cwmp;

/// <summary>Sends the configuration, or a log, as a text file by HTTP PUT (TR-069 A.4.1.5).</summary>
internal static class ConfigurationUploader
{
    public static async Task<TransferResult> UploadAsync(Gateway gateway, TransferRequest request, CancellationToken stop)
    {
        var started = gateway.Now;
        var root = gateway.Model.Schema.Root.Path;
        var text = request.FileType.Contains("Log", StringComparison.Ordinal)
            ? string.Join('\n', gateway.Log.Lines.Prepend($"{started:O} up for {gateway.Model.Get(root + "DeviceInfo.UpTime")} s")) + "\n"
            : string.Join('\n', gateway.Model.Read(root).Where(r => r.Template.Writable).Select(r => r.Path + "=" + r.Value));
        using var handler = new SocketsHttpHandler();
        if (request.Username.Length > 0)
        {
            handler.Credentials = new NetworkCredential(request.Username, request.Password);
        }

        using var client = new HttpClient(handler);
        try
        {
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
            using var response = await client.PutAsync(request.Url, content, stop);
            return response.IsSuccessStatusCode
                ? new TransferResult(request, 0, "", started, gateway.Now, null)
                : new TransferResult(request, 9011, "Upload failure: HTTP " + (int)response.StatusCode, started, gateway.Now, null);
        }
        catch (HttpRequestException e)
        {
            return new TransferResult(request, 9011, "Upload failure: " + e.Message, started, gateway.Now, null);
        }
    }
}
