using System.Text;
using Microsoft.AspNetCore.Http;

namespace CpeSimulator.Manufacturer;

/// <summary>What is served in place of the good bytes.</summary>
internal static class FaultyServing
{
    private const int TooMuch = 1024 * 1024 + 1;

    /// <summary>The MUD file's bytes; null: nothing more is to be answered.</summary>
    public static async Task<byte[]?> FileAsync(HttpContext http, ServingFault fault, byte[] good)
    {
        switch (fault)
        {
            case ServingFault.Missing:
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return null;
            case ServingFault.PlainHttp:
                http.Response.Redirect($"http://{http.Request.Host}{http.Request.Path}");
                return null;
            case ServingFault.Silent:
                await Task.Delay(Timeout.Infinite, http.RequestAborted);
                return null;
            case ServingFault.Oversize:
                return [.. good, .. Enumerable.Repeat((byte)' ', TooMuch - good.Length)];
            case ServingFault.WebPage:
                return "<!DOCTYPE html><title>Welcome</title><p>Log in to use the Wi-Fi."u8.ToArray();
            case ServingFault.UnknownVersion:
                return OfUnknownVersion(good);
            default:
                return good;
        }
    }

    /// <summary>Its signature's bytes; null: there is none.</summary>
    public static byte[]? Signature(ServingFault fault, byte[] file, byte[] good, CertificateFactory own, CertificateFactory strangers, TimeProvider clock) => fault switch
    {
        ServingFault.MissingSignature => null,
        ServingFault.ForgedSignature => FileSigner.Sign([.. file, (byte)' '], own.Signer, clock),
        ServingFault.ForeignSigner => FileSigner.Sign(file, strangers.Signer, clock),
        ServingFault.UnknownVersion => FileSigner.Sign(OfUnknownVersion(file), own.Signer, clock),
        _ => good,
    };

    private static byte[] OfUnknownVersion(byte[] good) =>
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(good).Replace("\"mud-version\": 1", "\"mud-version\": 9", StringComparison.Ordinal));
}
