# Written from TR-181 Issue 2 Amendment 19. One object or parameter a line:
#   object path [W] [max=N] [key=A;B|C]      W: a controller adds and deletes rows
#     Parameter type R|W [=default] [hidden] [@since] [!flat] [~cwmp|~usp|~both]
#     Command() sync|async in=A,B out=C       Event! args=A,B
Device. R
  RootDataModelVersion string R =2.18
  InterfaceStackNumberOfEntries uint R =0
  Reboot() sync in= out=
  FactoryReset() sync in= out=
  Boot! args=CommandKey,Cause,Reason,FirmwareUpdated,ParameterMap
Device.DeviceInfo.
  DeviceCategory string R =Gateway
  Manufacturer string(64) R
  ManufacturerOUI string(6) R
  ModelName string(64) R
  ModelNumber string(64) R =SG-1
  Description string(256) R =Simulated_home_gateway
  ProductClass string(64) R
  SerialNumber string(64) R
  HardwareVersion string(64) R =1.0
  SoftwareVersion string(64) R
  AdditionalSoftwareVersion string(64) R
  ProvisioningCode string(64) W
  UpTime uint R =0
  FirstUseDate dateTime R =0001-01-01T00:00:00Z
  ActiveFirmwareImage ref(Device.DeviceInfo.FirmwareImage.) R ~usp
  BootFirmwareImage ref(Device.DeviceInfo.FirmwareImage.) W ~usp
  FirmwareImageNumberOfEntries uint R ~usp
Device.DeviceInfo.FirmwareImage.{i}. R key=Alias ~usp
  Alias string(64) W
  Name string(64) R
  Version string(64) R
  Available boolean W =true
  Status string{NoImage|Active|Downloading|Validating|Available|DownloadFailed|ValidationFailed|InstallationFailed|ActivationFailed} R =NoImage
  BootFailureLog string R
  Download() async in=URL,AutoActivate,Username,Password,FileSize,CheckSumAlgorithm,CheckSum out=
  Activate() async in=TimeWindow.{i}.Start,TimeWindow.{i}.End,TimeWindow.{i}.Mode,TimeWindow.{i}.UserMessage,TimeWindow.{i}.MaxRetries out=
Device.DeviceInfo.MemoryStatus.
  Total uint R =262144
  Free uint R =131072
Device.Time.
  Enable boolean W =true
  Status string{Disabled|Unsynchronized|Synchronized|Error} R =Synchronized
  CurrentLocalTime dateTime R =0001-01-01T00:00:00Z
  LocalTimeZone string(256) W =CET-1CEST,M3.5.0,M10.5.0/3
Device.ManagementServer. ~cwmp
  EnableCWMP boolean W =true
  URL string(256) W
  Username string(256) W
  Password string(256) W hidden
  PeriodicInformEnable boolean W =true
  PeriodicInformInterval uint(1:) W =3600
  PeriodicInformTime dateTime W =0001-01-01T00:00:00Z
  ParameterKey string(32) R
  ConnectionRequestURL string(256) R
  ConnectionRequestUsername string(256) W
  ConnectionRequestPassword string(256) W hidden
  UpgradesManaged boolean W =false
  STUNEnable boolean W =false
  STUNServerAddress string(256) W
  STUNServerPort uint(0:65535) W =3478
  STUNUsername string(256) W
  STUNPassword string(256) W hidden
  STUNMaximumKeepAlivePeriod int(-1:) W =-1
  STUNMinimumKeepAlivePeriod uint W =30
  NATDetected boolean R =false
  UDPConnectionRequestAddress string(256) R
  SupportedConnReqMethods string R =HTTP,STUN,XMPP
  ConnReqXMPPConnection ref(Device.XMPP.Connection.) W
  ConnReqAllowedJabberIDs string W
  ConnReqJabberID string R
  AliasBasedAddressing boolean R =false
  AutoCreateInstances boolean W =false
  CWMPRetryMinimumWaitInterval uint(1:65535) W =5
  CWMPRetryIntervalMultiplier uint(1000:65535) W =2000
  InstanceMode string{InstanceNumber|InstanceAlias} W =InstanceNumber
# TR-181 2.15 for USP: CWMP's object by another name, where the gateway speaks CWMP too.
Device.CWMPManagementServer. ~both
  EnableCWMP boolean W =true
Device.XMPP. ~cwmp
  ConnectionNumberOfEntries uint R
  SupportedServerConnectAlgorithms string R =ServerTable
Device.XMPP.Connection.{i}. W key=Alias|Username;Domain;Resource ~cwmp
  Enable boolean W =false
  Alias string(64) W
  Username string(256) W
  Password string(256) W hidden
  Domain string(64) W
  Resource string(64) W
  JabberID string R
  Status string{Enabled|Disabled|Unknown|Connecting|ServerNotPresent|Error_Misconfigured|Error_AuthenticationFailure|Error} R =Disabled
  ServerConnectAlgorithm string{ServerTable} W =ServerTable
  UseTLS boolean W =false
  TLSEstablished boolean R =false
  ServerNumberOfEntries uint R
Device.XMPP.Connection.{i}.Server.{i}. W key=Alias|ServerAddress;Port ~cwmp
  Enable boolean W =false
  Alias string(64) W
  Priority uint(0:65535) W =0
  Weight int(-1:65535) W =-1
  ServerAddress string(256) W
  Port uint(0:65535) W =5222
Device.LocalAgent. ~usp
  EndpointID string R
  SoftwareVersion string R =1.0.0
  SupportedProtocols string R =MQTT
  UpTime uint R =0
  MTPNumberOfEntries uint R
  ControllerNumberOfEntries uint R
  SubscriptionNumberOfEntries uint R
  RequestNumberOfEntries uint R
  Periodic! args=
  TransferComplete! args=Command,CommandKey,Requestor,TransferType,Affected,TransferURL,StartTime,CompleteTime,FaultCode,FaultString
Device.LocalAgent.MTP.{i}. W key=Alias ~usp
  Alias string(64) W
  Enable boolean W =false
  Status string R =Up
  Protocol string{MQTT} W =MQTT
Device.LocalAgent.MTP.{i}.MQTT. ~usp
  Reference string W
  ResponseTopicConfigured string W
  ResponseTopicDiscovered string R
  PublishQoS uint(0:2) W =1
Device.LocalAgent.Controller.{i}. W key=Alias|EndpointID ~usp
  Alias string(64) W
  EndpointID string W
  Enable boolean W =false
  AssignedRole string W
  InheritedRole string R
  PeriodicNotifInterval uint(1:) W =86400
  PeriodicNotifTime dateTime W =0001-01-01T00:00:00Z
  USPNotifRetryMinimumWaitInterval uint(1:65535) W =5
  USPNotifRetryIntervalMultiplier uint(1000:65535) W =2000
  ProvisioningCode string(64) W
  MTPNumberOfEntries uint R
  SendOnBoardRequest() sync in= out=
Device.LocalAgent.Controller.{i}.MTP.{i}. W key=Alias|Protocol ~usp
  Alias string(64) W
  Enable boolean W =false
  Protocol string{MQTT} W =MQTT
Device.LocalAgent.Controller.{i}.MTP.{i}.MQTT. ~usp
  Reference string W
  Topic string W
Device.LocalAgent.ControllerTrust. ~usp
  UntrustedRole string R
  BannedRole string R
  TOFUAllowed boolean R =true
  TOFUInactivityTimer uint R =0
  RoleNumberOfEntries uint R
  ChallengeNumberOfEntries uint R
  RequestChallenge() sync in=ChallengeRef,RequestExpiration out=Instruction,InstructionType,ValueType,ChallengeID
  ChallengeResponse() sync in=ChallengeID,Value out=
Device.LocalAgent.ControllerTrust.Role.{i}. W key=Alias|Name ~usp
  Alias string(64) W
  Enable boolean W =false
  Name string W
  PermissionNumberOfEntries uint R
Device.LocalAgent.ControllerTrust.Role.{i}.Permission.{i}. W key=Alias|Order ~usp
  Alias string(64) W
  Enable boolean W =false
  Order uint W =0
  Targets string W
  Param string(4) W =----
  Obj string(4) W =----
  InstantiatedObj string(4) W =----
  CommandEvent string(4) W =----
Device.LocalAgent.ControllerTrust.Challenge.{i}. R key=Alias ~usp
  Alias string(64) R
  Description string R
  Role string R
  Enable boolean R =false
  Type string R =Passphrase
  ValueType string R =text/plain
  Instruction base64 R
  InstructionType string R =text/plain
  Retries uint R =3
  LockoutPeriod int R =30
Device.LocalAgent.Subscription.{i}. W key=Alias|ID ~usp
  Alias string(64) W
  Enable boolean W =false
  Recipient ref(Device.LocalAgent.Controller.) R
  ID string(64) W
  CreationDate dateTime R =0001-01-01T00:00:00Z
  NotifType string{ValueChange|ObjectCreation|ObjectDeletion|OperationComplete|Event} W =ValueChange
  ReferenceList list:string W
  Persistent boolean W =false
  TimeToLive uint W =0
  NotifRetry boolean W =false
  NotifExpiration uint W =0
Device.LocalAgent.Request.{i}. R ~usp
  Originator string R
  Command string R
  CommandKey string R
  Status string{Requested|Active|Canceling|Canceled|Success|Error} R =Requested
Device.SoftwareModules. ~usp
  DeploymentUnitNumberOfEntries uint R
  InstallDU() async in=URL,UUID,Username,Password,ExecutionEnvRef out=
Device.SoftwareModules.DeploymentUnit.{i}. R ~usp
  UUID string(36) R
  Version string(32) R =1.0
  URL string R
  Status string{Installing|Installed|Updating|Uninstalling|Uninstalled} R =Installed
  Update() async in=URL,Username,Password out=
  Uninstall() async in= out=
Device.MQTT. ~usp
  ClientNumberOfEntries uint R
Device.MQTT.Client.{i}. W key=Alias ~usp
  Alias string(64) W
  Enable boolean W =false
  Status string R =Connected
  ProtocolVersion string{3.1.1|5.0} W =5.0
  BrokerAddress string(256) W
  BrokerPort uint(1:65535) W =1883
  ClientID string W
  Username string(256) W
  Password string(256) W hidden
Device.IP.
  IPv4Enable boolean W =true
  IPv6Enable boolean W =true
  InterfaceNumberOfEntries uint R
Device.IP.Interface.{i}. R key=Alias
  Enable boolean W =true
  Status string R =Up
  Alias string(64) W
  Name string(64) R
  Type string R =Normal
  LowerLayers string R
  MaxMTUSize uint W =1500
  IPv4AddressNumberOfEntries uint R
  IPv6AddressNumberOfEntries uint R
  IPv6PrefixNumberOfEntries uint R
Device.IP.Interface.{i}.IPv4Address.{i}. R key=Alias
  Enable boolean W =true
  Status string R =Enabled
  Alias string(64) W
  IPAddress IPv4Address R
  SubnetMask IPv4Address R
  AddressingType string R =Static
Device.IP.Interface.{i}.IPv6Address.{i}. R key=Alias
  Enable boolean W =true
  Status string R =Enabled
  Alias string(64) W
  IPAddress IPv6Address R
  Origin string R =AutoConfigured
Device.IP.Interface.{i}.IPv6Prefix.{i}. R key=Alias
  Enable boolean W =true
  Status string R =Enabled
  Alias string(64) W
  Prefix string R
  Origin string R =PrefixDelegation
Device.DNS.
Device.DNS.Client.
  Enable boolean W =true
  Status string R =Enabled
  HostName string R
  ServerNumberOfEntries uint R
Device.DNS.Client.Server.{i}. R key=Alias
  Enable boolean W =true
  Status string R =Enabled
  Alias string(64) W
  DNSServer IPAddress R
  Type string R =DHCPv4
Device.Hosts.
  HostNumberOfEntries uint R
  AccessControlNumberOfEntries uint R
Device.Hosts.Host.{i}. R key=PhysAddress
  Alias string(64) W
  PhysAddress string(64) R
  IPAddress IPAddress R
  DHCPClient list:string R
  AssociatedDevice string R
  Layer1Interface string R
  Layer3Interface string R
  InterfaceType string R =Ethernet
  HostName string(64) R
  Active boolean R =true
  ActiveLastChange dateTime R =0001-01-01T00:00:00Z
  IPv4AddressNumberOfEntries uint R
  IPv6AddressNumberOfEntries uint R
Device.Hosts.Host.{i}.IPv4Address.{i}. R key=IPAddress
  IPAddress IPv4Address R
Device.Hosts.Host.{i}.IPv6Address.{i}. R key=IPAddress
  IPAddress IPv6Address R
Device.Hosts.AccessControl.{i}. W key=Alias
  Enable boolean W =false
  Alias string(64) W
  PhysAddress string(64) W
  HostName string(64) W
  AccessPolicy string{Allow|Deny} W =Allow
Device.LLDP.
Device.LLDP.Discovery.
  DeviceNumberOfEntries uint R
Device.LLDP.Discovery.Device.{i}. R key=ChassisIDSubtype;ChassisID
  ChassisIDSubtype uint(0:255) R
  ChassisID string(255) R
  Host list:string R
  PortNumberOfEntries uint R
Device.LLDP.Discovery.Device.{i}.Port.{i}. R key=PortIDSubtype;PortID
  PortIDSubtype uint(0:255) R
  PortID string(255) R
Device.LLDP.Discovery.Device.{i}.DeviceInformation.
  ManufacturerOUI string(6) R
  ModelName string(31) R
  VendorSpecificNumberOfEntries uint R
Device.LLDP.Discovery.Device.{i}.DeviceInformation.VendorSpecific.{i}. R key=OrganizationCode;InformationType
  OrganizationCode string(6) R
  InformationType uint(0:255) R
  Information string(248) R
Device.DHCPv4.
Device.DHCPv4.Server.
  Enable boolean W =true
  PoolNumberOfEntries uint R
Device.DHCPv4.Server.Pool.{i}. W key=Alias
  Enable boolean W =false
  Status string R =Enabled
  Alias string(64) W
  Order order W
  Interface ref(Device.IP.Interface.) W
  MinAddress IPv4Address W
  MaxAddress IPv4Address W
  SubnetMask IPv4Address W
  DNSServers list:IPv4Address W
  DomainName string(64) W
  IPRouters list:IPv4Address W
  LeaseTime int(-1:) W =86400
  StaticAddressNumberOfEntries uint R
  ClientNumberOfEntries uint R
Device.DHCPv4.Server.Pool.{i}.StaticAddress.{i}. W key=Alias|Chaddr
  Enable boolean W =false
  Alias string(64) W
  Chaddr MACAddress W
  Yiaddr IPv4Address W
Device.DHCPv4.Server.Pool.{i}.Client.{i}. R key=Chaddr
  Alias string(64) W
  Chaddr MACAddress R
  Active boolean R =true
  IPv4AddressNumberOfEntries uint R
  OptionNumberOfEntries uint R
Device.DHCPv4.Server.Pool.{i}.Client.{i}.IPv4Address.{i}. R key=IPAddress
  IPAddress IPv4Address R
  LeaseTimeRemaining dateTime R =9999-12-31T23:59:59Z
Device.DHCPv4.Server.Pool.{i}.Client.{i}.Option.{i}. R key=Tag
  Tag uint(1:254) R =1
  Value hexBinary R
Device.DHCPv6.
Device.DHCPv6.Server.
  Enable boolean W =true
  PoolNumberOfEntries uint R
Device.DHCPv6.Server.Pool.{i}. W key=Alias
  Enable boolean W =false
  Status string R =Enabled
  Alias string(64) W
  Order order W
  Interface ref(Device.IP.Interface.) W
  ClientNumberOfEntries uint R
Device.DHCPv6.Server.Pool.{i}.Client.{i}. R key=Alias
  Alias string(64) W
  SourceAddress IPv6Address R
  Active boolean R =true
  IPv6AddressNumberOfEntries uint R
  OptionNumberOfEntries uint R
Device.DHCPv6.Server.Pool.{i}.Client.{i}.IPv6Address.{i}. R key=IPAddress
  IPAddress IPv6Address R
  PreferredLifetime dateTime R =9999-12-31T23:59:59Z
  ValidLifetime dateTime R =9999-12-31T23:59:59Z
Device.DHCPv6.Server.Pool.{i}.Client.{i}.Option.{i}. R key=Tag
  Tag uint(1:65535) R =1
  Value hexBinary R
Device.UserInterface.
Device.UserInterface.Messages.
  Enable boolean W =true
  Title string(128) W
  SubTitle string(128) W
  Text string W
  IconType string{None|Greeting|Information|Warning|Important|Urgent|Advertisement} W =None
Device.Firewall.
  Enable boolean W =true @2.2
  Config string{High|Low|Advanced@2.2|Policy@2.16} W =Low
  AdvancedLevel ref(Device.Firewall.Level.) W @2.2
  PolicyLevel ref(Device.Firewall.Level.) W @2.16
  Type string{Stateless|Stateful} R =Stateless @2.2
  Version string(16) R =1.0
  LastChange dateTime R =0001-01-01T00:00:00Z
  LevelNumberOfEntries uint R @2.2
  ChainNumberOfEntries uint R @2.2
  PolicyNumberOfEntries uint R @2.16
  SetNumberOfEntries uint R @2.18
Device.Firewall.Level.{i}. W key=Alias|Name @2.2 flat:R
  Alias string(64) W
  Name string(64) W
  Description string(256) W
  Order order W
  Policies list:ref(Device.Firewall.Policy.) W @2.16
  Chain ref(Device.Firewall.Chain.) R
  PortMappingEnabled boolean W =true
  DefaultPolicy string{Drop|Accept|Reject} W =Drop
  DefaultLogPolicy boolean W =false
Device.Firewall.Chain.{i}. W key=Alias|Name @2.2 flat:R
  Enable boolean W =false
  Alias string(64) W
  Name string(64) W
  Creator string{Defaults|PortMapping|WANIPv6FirewallControl|ACS|UserInterface|Other} R =ACS
  RuleNumberOfEntries uint R
Device.Firewall.Chain.{i}.Rule.{i}. W key=Alias @2.2
  Enable boolean W =false
  Status string{Disabled|Enabled|Error_Misconfigured|Error} R =Disabled
  Order order W !flat
  Alias string(64) W
  Description string(256) W
  Target string{Drop|Accept|Reject|Return!flat|TargetChain!flat} W =Drop
  TargetChain ref(Device.Firewall.Chain.) W !flat
  Log boolean W =false
  CreationDate dateTime R =0001-01-01T00:00:00Z
  ExpiryDate dateTime W =9999-12-31T23:59:59Z
  SourceInterface ref() W
  SourceInterfaceExclude boolean W =false
  SourceAllInterfaces boolean W =false
  DestInterface ref() W
  DestInterfaceExclude boolean W =false
  DestAllInterfaces boolean W =false
  IPVersion int{-1|4|6} W =-1
  DestIP IPAddress W
  DestMask IPPrefix W
  DestIPExclude boolean W =false
  DestMatchSet ref(Device.Firewall.Set.) W @2.18
  DestMatchSetExclude ref(Device.Firewall.Set.) W @2.18
  SourceIP IPAddress W
  SourceMask IPPrefix W
  SourceIPExclude boolean W =false
  SourceMatchSet ref(Device.Firewall.Set.) W @2.18
  SourceMatchSetExclude ref(Device.Firewall.Set.) W @2.18
  Protocol int(-1:255) W =-1
  ProtocolExclude boolean W =false
  DestPort int(-1:65535) W =-1
  DestPortRangeMax int(-1:65535) W =-1
  DestPortExclude boolean W =false
  SourcePort int(-1:65535) W =-1
  SourcePortRangeMax int(-1:65535) W =-1
  SourcePortExclude boolean W =false
  DSCP int(-1:63) W =-1
  DSCPExclude boolean W =false
  ConnectionState list:string{INVALID|NEW|RELATED|ESTABLISHED} W @2.16
  SourceMAC MACAddress W @2.16
  SourceMACExclude boolean W =false @2.16
  X_ACS-STREET_Packets uint R =0
Device.Firewall.Policy.{i}. W key=Alias @2.16
  Alias string(64) W
  Enable boolean W =false
  Status string{Disabled|Enabled|Error_Misconfigured|Error} R =Disabled
  Chain ref(Device.Firewall.Chain.) W
  TargetChain string{Drop|Accept|Reject|Chain} W =Drop
  SourceInterface ref(Device.IP.Interface.) W
  DestinationInterface ref(Device.IP.Interface.) W
  IPVersion int{-1|4|6} W =-1
  ReverseChain ref(Device.Firewall.Chain.) W
  ReverseTargetChain string{Drop|Accept|Reject|Chain} W =Drop
Device.Firewall.Set.{i}. W key=Alias|Name @2.18
  Alias string(64) W
  Enable boolean W =false
  Origin string{User|System|Controller} R =Controller
  Name string(31) W
  Type string{IPAddresses|Ports|MACAddresses} W =IPAddresses
  IPVersion int{-1|4|6} W =-1
  RuleNumberOfEntries uint R
Device.Firewall.Set.{i}.Rule.{i}. W key=Alias @2.18
  Alias string(64) W
  Exclude boolean W =false
  IPAddressList list:IPAddress W
  MACAddressList list:MACAddress W
  PortList list:string W
Device.IP.Diagnostics.
  IPv4PingSupported boolean R =true
  IPv4TraceRouteSupported boolean R =true
  IPv4DownloadDiagnosticsSupported boolean R =true
  IPv4UploadDiagnosticsSupported boolean R =true
  IPPing() async in=Interface,ProtocolVersion,Host,NumberOfRepetitions,Timeout,DataBlockSize,DSCP out=Status,IPAddressUsed,SuccessCount,FailureCount,AverageResponseTime,MinimumResponseTime,MaximumResponseTime,AverageResponseTimeDetailed,MinimumResponseTimeDetailed,MaximumResponseTimeDetailed
  TraceRoute() async in=Interface,Host,NumberOfTries,Timeout,DataBlockSize,DSCP,MaxHopCount out=Status,IPAddressUsed,ResponseTime,RouteHops.{i}.Host,RouteHops.{i}.HostAddress,RouteHops.{i}.ErrorCode,RouteHops.{i}.RTTimes
  DownloadDiagnostics() async in=Interface,DownloadURL,DSCP out=Status,ROMTime,BOMTime,EOMTime,TestBytesReceived,TotalBytesReceived,TCPOpenRequestTime,TCPOpenResponseTime
  UploadDiagnostics() async in=Interface,UploadURL,DSCP,TestFileLength out=Status,ROMTime,BOMTime,EOMTime,TestBytesSent,TotalBytesSent,TCPOpenRequestTime,TCPOpenResponseTime
Device.IP.Diagnostics.IPPing. ~cwmp
  DiagnosticsState string W =None
  Interface string W
  ProtocolVersion string W =Any
  Host string(256) W
  NumberOfRepetitions uint(1:) W =3
  Timeout uint(1:) W =1000
  DataBlockSize uint(1:65535) W =64
  DSCP uint(0:63) W =0
  IPAddressUsed string R
  SuccessCount uint R
  FailureCount uint R
  AverageResponseTime uint R
  MinimumResponseTime uint R
  MaximumResponseTime uint R
  AverageResponseTimeDetailed uint R
  MinimumResponseTimeDetailed uint R
  MaximumResponseTimeDetailed uint R
Device.IP.Diagnostics.TraceRoute. ~cwmp
  DiagnosticsState string W =None
  Interface string W
  Host string(256) W
  NumberOfTries uint(1:3) W =3
  Timeout uint(1:) W =5000
  DataBlockSize uint(1:65535) W =38
  DSCP uint(0:63) W =0
  MaxHopCount uint(1:64) W =30
  IPAddressUsed string R
  ResponseTime uint R
  RouteHopsNumberOfEntries uint R
Device.IP.Diagnostics.TraceRoute.RouteHops.{i}. R ~cwmp
  Host string R
  HostAddress string R
  ErrorCode uint R
  RTTimes string R
Device.IP.Diagnostics.DownloadDiagnostics. ~cwmp
  DiagnosticsState string W =None
  Interface string W
  DownloadURL string(2048) W
  DSCP uint(0:63) W =0
  ROMTime string R
  BOMTime string R
  EOMTime string R
  TestBytesReceived uint R
  TotalBytesReceived uint R
  TCPOpenRequestTime string R
  TCPOpenResponseTime string R
Device.IP.Diagnostics.UploadDiagnostics. ~cwmp
  DiagnosticsState string W =None
  Interface string W
  UploadURL string(2048) W
  DSCP uint(0:63) W =0
  TestFileLength uint W =0
  ROMTime string R
  BOMTime string R
  EOMTime string R
  TestBytesSent uint R
  TotalBytesSent uint R
  TCPOpenRequestTime string R
  TCPOpenResponseTime string R
Device.DNS.Diagnostics.
  NSLookupDiagnostics() async in=Interface,HostName,DNSServer,Timeout,NumberOfRepetitions out=Status,SuccessCount,Result.{i}.Status,Result.{i}.AnswerType,Result.{i}.HostNameReturned,Result.{i}.IPAddresses,Result.{i}.DNSServerIP,Result.{i}.ResponseTime
Device.DNS.Diagnostics.NSLookupDiagnostics. ~cwmp
  DiagnosticsState string W =None
  Interface string W
  HostName string(256) W
  DNSServer string(256) W
  Timeout uint W =5000
  NumberOfRepetitions uint W =1
  SuccessCount uint R
  ResultNumberOfEntries uint R
Device.DNS.Diagnostics.NSLookupDiagnostics.Result.{i}. R ~cwmp
  Status string R
  AnswerType string R
  HostNameReturned string R
  IPAddresses string R
  DNSServerIP string R
  ResponseTime uint R
Device.WiFi.
  NeighboringWiFiDiagnostic() async in= out=Status,Result.{i}.Radio,Result.{i}.SSID,Result.{i}.BSSID,Result.{i}.Channel,Result.{i}.SignalStrength,Result.{i}.Noise,Result.{i}.OperatingFrequencyBand,Result.{i}.OperatingChannelBandwidth,Result.{i}.OperatingStandards,Result.{i}.SecurityModeEnabled
Device.WiFi.Radio.{i}. R
  Enable boolean W =true
  Status string R =Up
  OperatingFrequencyBand string W =2.4GHz
  Channel uint W =6
  AutoChannelEnable boolean W =true
Device.WiFi.SSID.{i}. W
  Enable boolean W =true
  Status string R =Up
  SSID string(32) W
  BSSID string R =02:00:00:00:00:01
Device.WiFi.AccessPoint.{i}. W
  Enable boolean W =true
  SSIDReference string W
  SSIDAdvertisementEnabled boolean W =true
Device.WiFi.AccessPoint.{i}.Security.
  ModeEnabled string{None|WPA2-Personal|WPA3-Personal|WPA3-Personal-Transition} W =WPA2-Personal
  KeyPassphrase string(63) W hidden
Device.WiFi.NeighboringWiFiDiagnostic. ~cwmp
  DiagnosticsState string W =None
  ResultNumberOfEntries uint R
Device.WiFi.NeighboringWiFiDiagnostic.Result.{i}. R ~cwmp
  Radio string R
  SSID string R
  BSSID string R
  Channel uint R
  SignalStrength int R
  Noise int R
  OperatingFrequencyBand string R
  OperatingChannelBandwidth string R
  OperatingStandards string R
  SecurityModeEnabled string R
Device.BulkData.
  Enable boolean W =false
  Status string{Enabled|Disabled|Error} R =Enabled
  MinReportingInterval uint R =1
  Protocols string R =HTTP,USPEventNotif
  EncodingTypes string R =CSV,JSON
  ParameterWildCardSupported boolean R =true
  MaxNumberOfProfiles int R =-1
  MaxNumberOfParameterReferences int R =-1
  ProfileNumberOfEntries uint R
Device.BulkData.Profile.{i}. W key=Alias
  Enable boolean W =false
  Alias string(64) W
  Name string(255) W
  NumberOfRetainedFailedReports int(-1:) W =0
  Protocol string{HTTP|USPEventNotif} W =HTTP
  EncodingType string{CSV|JSON} W =JSON
  ReportingInterval uint(1:) W =86400
  TimeReference dateTime W =0001-01-01T00:00:00Z
  ParameterNumberOfEntries uint R
  Push! args=Data
Device.BulkData.Profile.{i}.Parameter.{i}. W
  Name string(64) W
  Reference string(256) W
Device.BulkData.Profile.{i}.CSVEncoding.
  ReportFormat string{ParameterPerRow|ParameterPerColumn} W =ParameterPerColumn
  RowTimestamp string{Unix-Epoch} W =Unix-Epoch
Device.BulkData.Profile.{i}.JSONEncoding.
  ReportFormat string{ObjectHierarchy|NameValuePair} W =ObjectHierarchy
  ReportTimestamp string{Unix-Epoch} W =Unix-Epoch
Device.BulkData.Profile.{i}.HTTP.
  URL string(2048) W
  Username string(256) W
  Password string(256) W hidden
  CompressionsSupported string R =GZIP,Deflate
  Compression string{GZIP|Deflate|None} W =None
  MethodsSupported string R =POST,PUT
  Method string{POST|PUT} W =POST
  RetryEnable boolean W =false
  UseDateHeader boolean W =true
Device.X_ACS-STREET_Flows.
  FlowNumberOfEntries uint R
  Dropped! args=SourceIPAddress,SourcePort,SourceMACAddress,DestIPAddress,DestPort,Protocol,Packets
Device.X_ACS-STREET_Flows.Flow.{i}. R
  SourceIPAddress IPAddress R
  SourcePort uint R
  SourceMACAddress MACAddress R
  DestIPAddress IPAddress R
  DestPort uint R
  Protocol uint R
  Packets uint R =1
