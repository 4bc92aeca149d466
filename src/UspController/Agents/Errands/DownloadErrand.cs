using System.Globalization;
using Usp.Messages;
using UspController.Messages;

namespace UspController.Agents.Errands;

/// <summary>
/// Fetches firmware into an image that is not running (TR-369 "Firmware Management"); it is activated by a command later.
/// The chosen row is told in the outcome's results as <c>FirmwareImage</c>.
/// </summary>
/// <param name="root">Of the agent's data model.</param>
internal sealed class DownloadErrand(Operation.Download download, string root = DataRoot.Device) : OperationErrand(download)
{
    private string _image = "";

    private string Images => $"{root}DeviceInfo.FirmwareImage.";

    private string Active => $"{root}DeviceInfo.ActiveFirmwareImage";

    public override Request Begin() => GetMessage.Create([Active, Images]);

    public override Request? Continue(Reply reply)
    {
        switch (reply)
        {
            case Reply.Answered { Response.GetResp: { } response }:
                var values = new List<ParameterValue>();
                GetMessage.Read(response, values, []);
                if (!download.FileType.StartsWith("1 ", StringComparison.Ordinal))
                {
                    return Fail(UspFault.Create(7001, $"Over USP only firmware is downloaded, not '{download.FileType}'."));
                }

                if (Choose(values) is not { } image)
                {
                    return Fail(new Fault(FaultKind.NotSupported, "7026", $"The agent has no {Images}", []));
                }

                _image = image;
                return OperateMessage.Create(image + "Download()", download.CommandKey, Arguments());

            case Reply.Answered { Response.OperateResp: { } response }:
                return Finish(OperateMessage.Read(response, download.Id) switch
                {
                    Outcome.Accepted accepted => accepted with
                    {
                        Results = new Dictionary<string, string>(accepted.Results, StringComparer.Ordinal) { ["FirmwareImage"] = _image },
                    },
                    Outcome.Failed failed => failed with { Fault = failed.Fault with { Kind = FaultKind.Transfer } },
                    var other => other,
                });

            case Reply.Refused refused when _image.Length > 0:
                return Fail(OperateMessage.ToFault(refused.Error));

            default:
                return Fail(FaultOf(reply, _image.Length == 0 ? "Get" : "Operate"));
        }
    }

    /// <summary>The first row that is neither running nor busy; the running one where there is no other (a single bank).</summary>
    private string? Choose(List<ParameterValue> values)
    {
        var active = values.FirstOrDefault(v => v.Path == Active).Value?.TrimEnd('.');
        var rows = values.Where(v => v.Path.StartsWith(Images, StringComparison.Ordinal))
            .GroupBy(v => Images + v.Path[Images.Length..].Split('.')[0], StringComparer.Ordinal)
            .Where(g => ParameterPath.IsInstanceNumber(ParameterPath.Name(g.Key)))
            .Select(g => (Path: g.Key, Status: g.FirstOrDefault(v => v.Path == g.Key + ".Status").Value))
            .OrderBy(row => row.Path.Length).ThenBy(row => row.Path, StringComparer.Ordinal)
            .ToList();
        var chosen = rows.FirstOrDefault(r => r.Path != active && r.Status is not ("Downloading" or "Validating")).Path
            ?? rows.FirstOrDefault(r => r.Path != active).Path
            ?? rows.FirstOrDefault().Path;
        return chosen is null ? null : chosen + ".";
    }

    private IEnumerable<KeyValuePair<string, string>> Arguments()
    {
        yield return new("URL", download.Url.AbsoluteUri);
        yield return new("AutoActivate", "false");
        if (download.Username.Length > 0)
        {
            yield return new("Username", download.Username);
            yield return new("Password", download.Password);
        }

        if (download.FileSize > 0)
        {
            yield return new("FileSize", download.FileSize.ToString(CultureInfo.InvariantCulture));
        }

        if (download.Sha256 is { Length: > 0 } hash)
        {
            yield return new("CheckSumAlgorithm", "SHA-256");
            yield return new("CheckSum", hash);
        }
    }
}
