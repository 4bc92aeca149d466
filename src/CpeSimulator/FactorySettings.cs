using CpeSimulator.DataModels;

namespace CpeSimulator;

/// <summary>The values that a gateway leaves the factory with.</summary>
internal static class FactorySettings
{
    public static void Fill(DataModel model, GatewayOptions options, string softwareVersion) => model.Atomically(() =>
    {
        var root = model.Schema.Root.Path;
        void Write(string path, string value) => model.Write(root + path, value);
        Write("DeviceInfo.Manufacturer", options.Manufacturer);
        Write("DeviceInfo.ManufacturerOUI", options.Oui);
        Write("DeviceInfo.ModelName", options.ModelName);
        Write("DeviceInfo.ProductClass", options.ProductClass);
        Write("DeviceInfo.SerialNumber", options.SerialNumber);
        Write("DeviceInfo.SoftwareVersion", softwareVersion);
        if (options.Protocol != ManagementProtocol.Usp)
        {
            Write("ManagementServer.URL", options.AcsUrl?.AbsoluteUri ?? "");
            Write("ManagementServer.Username", options.Username ?? "");
            Write("ManagementServer.Password", options.Password ?? "");
            if (options.PeriodicInterval is { } interval)
            {
                Write("ManagementServer.PeriodicInformInterval", Math.Max(1, (int)interval.TotalSeconds).ToString());
            }
        }

        if (options.Protocol != ManagementProtocol.Cwmp)
        {
            FillAgent(model, options, softwareVersion);
        }

        if (options.Profile == GatewayProfile.Tr098)
        {
            model.AddOwn("InternetGatewayDevice.LANDevice.");
            return true;
        }

        FillNetwork(model, options);
        FillFirewall(model, options);
        return true;
    });

    private static void FillAgent(DataModel model, GatewayOptions options, string softwareVersion)
    {
        model.Write("Device.LocalAgent.EndpointID", options.EndpointId);
        model.AddOwn(
            "Device.MQTT.Client.",
            ("Enable", "true"), ("BrokerAddress", options.MqttHost), ("BrokerPort", options.MqttPort.ToString()), ("ClientID", options.EndpointId),
            ("ProtocolVersion", options.Mqtt311 ? "3.1.1" : "5.0"), ("Username", options.Username ?? ""), ("Password", options.Password ?? ""));
        var mtp = model.AddOwn("Device.LocalAgent.MTP.", ("Enable", "true")).Path;
        model.Write(mtp + "MQTT.Reference", "Device.MQTT.Client.1");
        model.Write(mtp + "MQTT.ResponseTopicConfigured", options.AgentTopic);
        var controller = model.AddOwn("Device.LocalAgent.Controller.", ("EndpointID", options.ControllerId), ("Enable", "true")).Path;
        FillTrust(model, options, controller);
        model.AddOwn(controller + "MTP.", ("Enable", "true"));
        model.Write(controller + "MTP.1.MQTT.Topic", options.ControllerTopic);
        if (options.PeriodicInterval is { } interval)
        {
            model.Write(controller + "PeriodicNotifInterval", Math.Max(1, (int)interval.TotalSeconds).ToString());
        }

        // Two banks: one runs, the other takes the next image.
        model.AddOwn("Device.DeviceInfo.FirmwareImage.", ("Name", "bank-a"), ("Version", softwareVersion), ("Status", "Active"));
        model.AddOwn("Device.DeviceInfo.FirmwareImage.", ("Name", "bank-b"), ("Available", "false"));
        model.Write("Device.DeviceInfo.ActiveFirmwareImage", "Device.DeviceInfo.FirmwareImage.1");
        model.Write("Device.DeviceInfo.BootFirmwareImage", "Device.DeviceInfo.FirmwareImage.1");

        // Boot! is told without being asked for: a subscription from the factory (TR-369 §9.3.6.1).
        model.AddOwn(
            "Device.LocalAgent.Subscription.",
            ("Enable", "true"), ("ID", "boot-factory"), ("NotifType", "Event"), ("ReferenceList", "Device.Boot!"),
            ("Recipient", "Device.LocalAgent.Controller.1"), ("Persistent", "true"), ("NotifRetry", "true"));
    }

    private static void FillTrust(DataModel model, GatewayOptions options, string controller)
    {
        const string Trust = "Device.LocalAgent.ControllerTrust.";
        var order = 0;
        void Permit(string role, string targets, string param, string obj, string rows, string commands) => model.AddOwn(
            role + "Permission.",
            ("Enable", "true"), ("Order", (++order).ToString()), ("Targets", targets), ("Param", param), ("Obj", obj), ("InstantiatedObj", rows), ("CommandEvent", commands));
        var full = model.AddOwn(Trust + "Role.", ("Enable", "true"), ("Name", "FullAccess")).Path;
        Permit(full, "Device.", "rwxn", "rwxn", "rwxn", "rwxn");
        model.Write(controller + "AssignedRole", full.TrimEnd('.'));
        if (options.ChallengeAnswer is null)
        {
            return;
        }

        order = 0;
        var untrusted = model.AddOwn(Trust + "Role.", ("Enable", "true"), ("Name", "Untrusted")).Path;
        Permit(untrusted, "Device.", "rwxn", "rwxn", "rwxn", "rwxn");
        Permit(untrusted, "Device.Hosts.", "----", "----", "----", "----");
        Permit(untrusted, "Device.Reboot(),Device.FactoryReset()", "----", "----", "----", "r--n");
        Permit(untrusted, Trust, "r---", "r---", "r---", "r-x-");
        Permit(untrusted, "Device.LocalAgent.Controller.*.AssignedRole", "r--n", "r---", "r---", "r---");
        model.Write(Trust + "UntrustedRole", untrusted.TrimEnd('.'));
        model.Write(controller + "AssignedRole", untrusted.TrimEnd('.'));
        model.AddOwn(
            Trust + "Challenge.",
            ("Enable", "true"), ("Description", "Full access"), ("Role", full.TrimEnd('.')),
            ("Instruction", Convert.ToBase64String("Enter the passphrase on the bottom of the box"u8)));
    }

    private static void FillNetwork(DataModel model, GatewayOptions options)
    {
        var lan = model.AddOwn("Device.IP.Interface.", ("Name", "br-lan")).Path;
        var wan = model.AddOwn("Device.IP.Interface.", ("Name", "wan")).Path;
        model.AddOwn(lan + "IPv4Address.", ("IPAddress", $"192.168.{options.LanNumber}.1"), ("SubnetMask", "255.255.255.0"));
        model.AddOwn(lan + "IPv6Address.", ("IPAddress", $"2001:db8:{options.LanNumber:x}::1"));
        model.AddOwn(lan + "IPv6Prefix.", ("Prefix", $"2001:db8:{options.LanNumber:x}::/64"));
        model.AddOwn(wan + "IPv4Address.", ("IPAddress", $"198.51.100.{options.LanNumber % 250 + 1}"), ("SubnetMask", "255.255.255.0"));
        model.AddOwn("Device.DNS.Client.Server.", ("DNSServer", "198.51.100.53"));
        model.AddOwn(
            "Device.DHCPv4.Server.Pool.",
            ("Enable", "true"), ("Interface", "Device.IP.Interface.1"), ("MinAddress", $"192.168.{options.LanNumber}.100"),
            ("MaxAddress", $"192.168.{options.LanNumber}.199"), ("SubnetMask", "255.255.255.0"),
            ("DNSServers", $"192.168.{options.LanNumber}.1"), ("IPRouters", $"192.168.{options.LanNumber}.1"));
        model.AddOwn("Device.DHCPv6.Server.Pool.", ("Enable", "true"), ("Interface", "Device.IP.Interface.1"));
    }

    private static void FillFirewall(DataModel model, GatewayOptions options)
    {
        if (options.Profile == GatewayProfile.P0)
        {
            return;
        }

        var hasPolicy = options.Profile is GatewayProfile.P3 or GatewayProfile.P4;
        var first = Chain(model, "Forward");
        var level = model.AddOwn(
            "Device.Firewall.Level.",
            ("Name", "Normal"), ("Chain", first.TrimEnd('.')), ("DefaultPolicy", hasPolicy ? "Drop" : "Accept")).Path.TrimEnd('.');
        if (!hasPolicy)
        {
            // Stateless: NAT is what keeps strangers out, and whatever no rule names passes.
            model.Write("Device.Firewall.AdvancedLevel", level);
            model.Write("Device.Firewall.Config", "Advanced");
            return;
        }

        model.Write("Device.Firewall.Type", "Stateful");
        if (options.LanNumber % 2 == 0)
        {
            Rule(model, first, "established", ("ConnectionState", "ESTABLISHED,RELATED"), ("SourceAllInterfaces", "true"));
            Rule(model, first, "home to world", ("SourceInterface", "Device.IP.Interface.1"));
            model.Write("Device.Firewall.AdvancedLevel", level);
            model.Write("Device.Firewall.Config", "Advanced");
            return;
        }

        // As on prplOS: Config=Policy with a chain for each direction.
        var back = Chain(model, "Backward");
        Rule(model, first, "home to world", ("SourceAllInterfaces", "true"));
        Rule(model, back, "established", ("ConnectionState", "ESTABLISHED,RELATED"), ("SourceAllInterfaces", "true"));
        var policy = model.AddOwn(
            "Device.Firewall.Policy.",
            ("Enable", "true"), ("SourceInterface", "Device.IP.Interface.1"), ("DestinationInterface", "Device.IP.Interface.2"),
            ("Chain", first.TrimEnd('.')), ("TargetChain", "Chain"), ("ReverseChain", back.TrimEnd('.')), ("ReverseTargetChain", "Chain"));
        model.Write(level + ".Policies", policy.Path.TrimEnd('.'));
        model.Write("Device.Firewall.PolicyLevel", level);
        model.Write("Device.Firewall.Config", "Policy");
    }

    private static string Chain(DataModel model, string name) =>
        model.AddOwn("Device.Firewall.Chain.", ("Name", name), ("Enable", "true"), ("Creator", "Defaults")).Path;

    private static void Rule(DataModel model, string chain, string description, params (string Name, string Value)[] values) =>
        model.AddOwn(
            chain + "Rule.",
            [("Enable", "true"), ("Description", description), ("Target", "Accept"), ("DestAllInterfaces", "true"), .. values]);
}
