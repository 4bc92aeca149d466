using System.Security.Cryptography.X509Certificates;

namespace Provisioning.Mud.Fetching;

/// <summary>Certificates of PEM files, read when needed: an administrator may replace them while the server runs.</summary>
internal static class TrustAnchors
{
    public static X509Certificate2Collection Load(IEnumerable<string> paths)
    {
        var anchors = new X509Certificate2Collection();
        foreach (var path in paths)
        {
            anchors.ImportFromPemFile(path);
        }

        return anchors;
    }
}
