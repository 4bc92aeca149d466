namespace Provisioning.Warnings.Csaf;

/// <summary>Reads <c>product_identification_helper</c> (§3.1.3.3).</summary>
internal static class HelperReader
{
    private const int Most = 200;

    public static CsafHelper Read(CsafNode helper) => !helper.IsObject ? CsafHelper.None : new CsafHelper(
        helper.Text("cpe", 500),
        helper.Text("purl", 1000),
        Texts(helper, "model_numbers"),
        Texts(helper, "skus"),
        [.. helper.Items("x_generic_uris", Most).Select(u => u.Text("uri", 1000, required: true)).OfType<string>()]);

    private static IReadOnlyList<string> Texts(CsafNode helper, string name) => [.. helper.Items(name, Most).Select(t => t.Text(300)).OfType<string>()];
}
