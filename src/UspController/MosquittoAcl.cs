using System.Text;

namespace UspController;

/// <summary>The access list for Mosquitto that keeps agents from each other (TR-369 R-MQTT.42, R-SEC.4b, R-SEC.4c).</summary>
public static class MosquittoAcl
{
    /// <param name="controller">The user name of the controller; empty: a placeholder.</param>
    /// <param name="byClientId">An agent's endpoint id is its client id, not its user name.</param>
    public static string Text(UspMqttOptions options, string controller, bool byClientId)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (topic, agents, who) = (options.ControllerTopic, options.AgentTopicPrefix, byClientId ? "%c" : "%u");
        var text = new StringBuilder();
        text.Append("# Agents log in with their endpoint id as ").Append(byClientId ? "client id" : "user name").Append(" and are configured with\n");
        text.Append("#   Device.LocalAgent.Controller.{i}.MTP.{i}.MQTT.Topic           ").Append(topic).Append("/ENDPOINT-ID\n");
        text.Append("#   Device.LocalAgent.MTP.{i}.MQTT.ResponseTopicConfigured        ").Append(agents).Append("ENDPOINT-ID\n");
        text.Append("# The server then may have Acs:Usp:Mqtt:BrokerVouches=true. With allow_anonymous false.\n\n");
        text.Append("user ").Append(controller.Length > 0 ? controller : "acs").Append('\n');
        text.Append("topic read ").Append(topic).Append("/#\n");
        text.Append("topic write ").Append(topic).Append("/node/all/#\n");
        text.Append("topic write ").Append(agents).Append("#\n\n");
        // "/#" matches the level above it too (MQTT 5.0 §4.7.1.2).
        text.Append("pattern read ").Append(agents).Append(who).Append("/#\n");
        text.Append("pattern write ").Append(topic).Append('/').Append(who).Append("/#\n");
        text.Append("pattern write ").Append(topic).Append("/node/+/").Append(who).Append("/#\n");
        return text.ToString();
    }
}
