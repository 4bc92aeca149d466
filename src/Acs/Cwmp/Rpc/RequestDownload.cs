using Acs.Cwmp.Soap;
using Provisioning.Conversations;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.4.2.2: the gateway would like a file. The answer promises nothing; campaigns decide.</summary>
/// <param name="Arguments">FileTypeArg.</param>
internal sealed record RequestDownload(string FileType, IReadOnlyDictionary<string, string> Arguments) : ICpeMessage
{
    /// <summary>TR-069 A.4.2.2.</summary>
    private const int MaxArguments = 16;

    public string Name => "RequestDownload";

    public static Acknowledgement Response { get; } = new("RequestDownloadResponse");

    public Report ToReport() => new Report.DownloadRequested(FileType, Arguments);

    public static RequestDownload Read(XmlCursor xml)
    {
        var fileType = "";
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        var scope = xml.Enter();
        while (xml.NextDescendant(scope))
        {
            switch (xml.Name)
            {
                case "FileType":
                    fileType = xml.Token();
                    break;
                case "ArgStruct":
                    var (name, value) = ReadArgument(xml);
                    if (arguments.Count < MaxArguments)
                    {
                        arguments[name] = value;
                    }

                    break;
            }
        }

        return new RequestDownload(fileType, arguments);
    }

    private static (string Name, string Value) ReadArgument(XmlCursor xml)
    {
        string name = "", value = "";
        var scope = xml.Enter();
        while (xml.Next(scope))
        {
            switch (xml.Name)
            {
                case "Name":
                    name = xml.Token();
                    break;
                case "Value":
                    value = xml.Token();
                    break;
            }
        }

        return (name, value);
    }
}
