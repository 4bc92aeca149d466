using System.Text;
using System.Xml.Linq;

namespace CpeSimulator.Cwmp.Rpcs;

/// <summary>TR-069 A.4.1.3. A voucher here is no signed package but the option's name.</summary>
internal sealed class SetVouchers : IRpc
{
    public string Name => nameof(SetVouchers);

    public XElement Answer(RpcContext context, SoapMessage request)
    {
        foreach (var voucher in SoapMessage.Child(request.Body, "VoucherList")?.Elements() ?? [])
        {
            var content = new byte[voucher.Value.Length];
            if (!Convert.TryFromBase64String(voucher.Value, content, out var length))
            {
                throw new CwmpFaultException(9003, "Invalid arguments: not base64");
            }

            context.State.Options.Add(Encoding.UTF8.GetString(content, 0, length));
        }

        return context.Soap.Rpc("SetVouchersResponse");
    }
}
