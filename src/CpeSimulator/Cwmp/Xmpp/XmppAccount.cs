namespace CpeSimulator.Cwmp.Xmpp;

/// <summary>What the data model says of the connection that connection requests come over.</summary>
/// <param name="Row">Path of the <c>XMPP.Connection</c> row.</param>
internal sealed record XmppAccount(string Row, string Username, string Password, string Domain, string Resource, string Host, int Port)
{
    /// <summary>Null: there is none, or none that is enabled.</summary>
    public static XmppAccount? Of(Gateway gateway)
    {
        var model = gateway.Model;
        var row = model.Find(model.Schema.Root.Path + "ManagementServer.ConnReqXMPPConnection") is { Length: > 0 } reference ? reference.TrimEnd('.') + "." : null;
        if (row is null || model.Find(row + "Enable") != "true")
        {
            return null;
        }

        // The table as it stands: lowest instance that is enabled.
        for (var i = 1; i <= 8; i++)
        {
            var server = $"{row}Server.{i}.";
            if (model.Find(server + "Enable") == "true" && int.TryParse(model.Find(server + "Port"), out var port))
            {
                return new XmppAccount(
                    row, model.Get(row + "Username"), model.Get(row + "Password"), model.Get(row + "Domain"), model.Get(row + "Resource"), model.Get(server + "ServerAddress"), port);
            }
        }

        return null;
    }
}
