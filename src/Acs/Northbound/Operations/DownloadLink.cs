namespace Acs.Northbound;

/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Hex.</param>
internal sealed record DownloadLink(Uri Url, long Size, string Sha256);
