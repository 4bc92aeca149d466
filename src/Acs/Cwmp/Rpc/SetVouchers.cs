using Acs.Cwmp.Soap;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.4.1.3 and Annex C.</summary>
/// <param name="Vouchers">Base64, never empty.</param>
internal sealed record SetVouchers(IReadOnlyList<string> Vouchers) : IAcsMessage
{
    public string Name => "SetVouchers";

    public string Summary => $"SetVouchers ({Vouchers.Count})";

    public void Write(SoapWriter soap)
    {
        soap.Raw("<cwmp:SetVouchers>"u8);
        soap.OpenArray("VoucherList"u8, "soap-enc:base64"u8, Vouchers.Count);
        foreach (var voucher in Vouchers)
        {
            soap.Element("base64"u8, voucher);
        }

        soap.Raw("</VoucherList></cwmp:SetVouchers>"u8);
    }
}
