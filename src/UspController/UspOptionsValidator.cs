using System.Net;
using Microsoft.Extensions.Options;
using UspController.Security;
using UspController.Sessions;

namespace UspController;

/// <summary>Finds everything that is wrong at once; each line names its key.</summary>
internal sealed class UspOptionsValidator : IValidateOptions<UspOptions>
{
    public ValidateOptionsResult Validate(string? name, UspOptions options)
    {
        var errors = Errors(options).ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Errors(UspOptions options)
    {
        const string Key = UspOptions.Section;
        if (!Records.EndpointId.IsValid(options.EndpointId))
        {
            yield return $"{Key}:EndpointId: '{options.EndpointId}' is no USP endpoint id (for example proto::acs).";
        }

        for (var i = 0; i < options.Subscriptions.Count; i++)
        {
            var wanted = options.Subscriptions[i];
            if (wanted.Id.Length is 0 or > 40 || wanted.ReferenceList.Length == 0 || !UspSubscriptionOptions.Types.Contains(wanted.NotifType, StringComparer.Ordinal))
            {
                yield return $"{Key}:Subscriptions:{i}: needs an Id of at most 40 characters, a ReferenceList, and a NotifType of {string.Join(", ", UspSubscriptionOptions.Types)}.";
            }
        }

        foreach (var error in SessionErrors(options.Session, options.Security))
        {
            yield return $"{Key}:{error}";
        }

        var mqtt = options.Mqtt;
        if (mqtt.Mode == UspMqttMode.Off)
        {
            yield break;
        }

        if (!IsTopic(mqtt.ControllerTopic))
        {
            yield return $"{Key}:Mqtt:ControllerTopic: '{mqtt.ControllerTopic}' is no MQTT topic (no wildcards, no slash at the end).";
        }

        if (mqtt.MaxPacketBytes is < 65_536 or > 268_435_455)
        {
            yield return $"{Key}:Mqtt:MaxPacketBytes: {mqtt.MaxPacketBytes} is not between 65536 and 268435455.";
        }

        foreach (var error in UspTlsErrors.Of(mqtt))
        {
            yield return error;
        }

        if (mqtt.Mode == UspMqttMode.External)
        {
            if (!BrokerAddress.TryParse(mqtt.Server, mqtt.Tls, out _))
            {
                yield return $"{Key}:Mqtt:Server: '{mqtt.Server}' is no host or host:port; Mode=External needs one.";
            }

            yield break;
        }

        if (mqtt.Port is < 0 or > 65535)
        {
            yield return $"{Key}:Mqtt:Port: {mqtt.Port} is no TCP port.";
        }

        if (mqtt.Address is not ("*" or "localhost") && !IPAddress.TryParse(mqtt.Address, out _))
        {
            yield return $"{Key}:Mqtt:Address: '{mqtt.Address}' is no IP address, nor * for all.";
        }

        if (mqtt.AgentTopicPrefix.Length == 0 || !mqtt.AgentTopicPrefix.EndsWith('/') || !IsTopic(mqtt.AgentTopicPrefix[..^1]))
        {
            yield return $"{Key}:Mqtt:AgentTopicPrefix: '{mqtt.AgentTopicPrefix}' is no topic that ends with a slash.";
        }
        else if (mqtt.ControllerTopic.StartsWith(mqtt.AgentTopicPrefix, StringComparison.Ordinal))
        {
            yield return $"{Key}:Mqtt:ControllerTopic: lies below Mqtt:AgentTopicPrefix, where agents subscribe.";
        }

        if (mqtt.MaxConnections < 1)
        {
            yield return $"{Key}:Mqtt:MaxConnections: {mqtt.MaxConnections} lets nobody in.";
        }

        if (mqtt.Bootstrap.User.Length == 0 != (mqtt.Bootstrap.Password.Length == 0))
        {
            yield return $"{Key}:Mqtt:Bootstrap: User and Password belong together.";
        }
    }

    private static IEnumerable<string> SessionErrors(SessionOptions session, SecurityOptions security)
    {
        if (session.MaxRecordBytes is not 0 and < 512)
        {
            yield return $"Session:MaxRecordBytes: {session.MaxRecordBytes} is neither 0 nor at least 512.";
        }

        if (session.MaxMessageBytes < 65_536)
        {
            yield return $"Session:MaxMessageBytes: {session.MaxMessageBytes} is less than 65536.";
        }

        if (session.MaxRetransmitTries < 1)
        {
            yield return $"Session:MaxRetransmitTries: {session.MaxRetransmitTries} is less than 1.";
        }

        if (session.Tls && (security.Certificate.Length == 0 || security.TrustedAuthorities.Length == 0))
        {
            yield return "Session:Tls: needs Security:Certificate, Security:Key and Security:TrustedAuthorities.";
        }

        if (security.Certificate.Length == 0 != (security.Key.Length == 0))
        {
            yield return "Security: Certificate and Key belong together.";
        }

        if (security.Sign && security.Certificate.Length == 0)
        {
            yield return "Security:Sign: needs Security:Certificate.";
        }
    }

    private static bool IsTopic(string topic) =>
        topic.Length is > 0 and < 200 && topic[0] is not ('$' or '/') && !topic.EndsWith('/') && topic.AsSpan().IndexOfAny('+', '#', '\0') < 0;
}
