# Written from TR-098 Amendment 2 (InternetGatewayDevice:1); same form as Tr181.dm.
InternetGatewayDevice. R
  DeviceSummary string R =InternetGatewayDevice:1.4[](Baseline:1,EthernetLAN:1)
  LANDeviceNumberOfEntries uint R
InternetGatewayDevice.DeviceInfo.
  Manufacturer string(64) R
  ManufacturerOUI string(6) R
  ModelName string(64) R
  Description string(256) R =Simulated_home_gateway
  ProductClass string(64) R
  SerialNumber string(64) R
  HardwareVersion string(64) R =1.0
  SoftwareVersion string(64) R
  SpecVersion string(16) R =1.0
  ProvisioningCode string(64) W
  UpTime uint R =0
InternetGatewayDevice.ManagementServer. ~cwmp
  URL string(256) W
  Username string(256) W
  Password string(256) W hidden
  PeriodicInformEnable boolean W =true
  PeriodicInformInterval uint(1:) W =3600
  PeriodicInformTime dateTime W =0001-01-01T00:00:00Z
  AliasBasedAddressing boolean R =false
  InstanceMode string{InstanceNumber|InstanceAlias} W =InstanceNumber
  AutoCreateInstances boolean W =false
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
  ConnReqXMPPConnection ref(InternetGatewayDevice.XMPP.Connection.) W
  ConnReqAllowedJabberIDs string W
  ConnReqJabberID string R
InternetGatewayDevice.XMPP. ~cwmp
  ConnectionNumberOfEntries uint R
  SupportedServerConnectAlgorithms string R =ServerTable
InternetGatewayDevice.XMPP.Connection.{i}. W key=Alias|Username;Domain;Resource ~cwmp
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
InternetGatewayDevice.XMPP.Connection.{i}.Server.{i}. W key=Alias|ServerAddress;Port ~cwmp
  Enable boolean W =false
  Alias string(64) W
  Priority uint(0:65535) W =0
  Weight int(-1:65535) W =-1
  ServerAddress string(256) W
  Port uint(0:65535) W =5222
InternetGatewayDevice.Time.
  Enable boolean W =true
  Status string R =Synchronized
  CurrentLocalTime dateTime R =0001-01-01T00:00:00Z
  LocalTimeZone string(256) W
InternetGatewayDevice.Firewall.
  Config string{High|Low|Off} W =Low
  Version string(16) R =1.0
  LastChange dateTime R =0001-01-01T00:00:00Z
InternetGatewayDevice.LANDevice.{i}.
InternetGatewayDevice.LANDevice.{i}.Hosts.
  HostNumberOfEntries uint R
InternetGatewayDevice.LANDevice.{i}.Hosts.Host.{i}.
  IPAddress string R
  AddressSource string{DHCP|Static|AutoIP} R =DHCP
  LeaseTimeRemaining int R =86400
  MACAddress string(64) R
  VendorClassID string(255) R
  HostName string(64) R
  InterfaceType string R =Ethernet
  Active boolean R =true
InternetGatewayDevice.LANDevice.{i}.LANHostConfigManagement.
  DHCPServerEnable boolean W =true
  AllowedMACAddresses string(512) W
  MinAddress string W =192.168.1.2
  MaxAddress string W =192.168.1.254
InternetGatewayDevice.LANDevice.{i}.WLANConfiguration.{i}. W
  Enable boolean W =true
  Status string R =Up
  SSID string(32) W
  BSSID string R =02:00:00:00:00:01
  Channel uint W =6
  AutoChannelEnable boolean W =true
  SSIDAdvertisementEnabled boolean W =true
  BeaconType string{None|Basic|WPA|11i|WPAand11i} W =11i
  KeyPassphrase string(63) W hidden
InternetGatewayDevice.IPPingDiagnostics. ~cwmp
  DiagnosticsState string W =None
  Interface string W
  Host string(256) W
  NumberOfRepetitions uint(1:) W =3
  Timeout uint(1:) W =1000
  DataBlockSize uint(1:65535) W =64
  DSCP uint(0:63) W =0
  SuccessCount uint R
  FailureCount uint R
  AverageResponseTime uint R
  MinimumResponseTime uint R
  MaximumResponseTime uint R
InternetGatewayDevice.TraceRouteDiagnostics. ~cwmp
  DiagnosticsState string W =None
  Interface string W
  Host string(256) W
  NumberOfTries uint(1:3) W =3
  Timeout uint(1:) W =5000
  DataBlockSize uint(1:65535) W =38
  DSCP uint(0:63) W =0
  MaxHopCount uint(1:64) W =30
  ResponseTime uint R
InternetGatewayDevice.TraceRouteDiagnostics.RouteHops.{i}. R ~cwmp
  HopHost string R
  HopHostAddress string R
  HopErrorCode uint R
  HopRTTimes string R
InternetGatewayDevice.NSLookupDiagnostics. ~cwmp
  DiagnosticsState string W =None
  Interface string W
  HostName string(256) W
  DNSServer string(256) W
  Timeout uint W =5000
  NumberOfRepetitions uint W =1
  SuccessCount uint R
  ResultNumberOfEntries uint R
InternetGatewayDevice.NSLookupDiagnostics.Result.{i}. R ~cwmp
  Status string R
  AnswerType string R
  HostNameReturned string R
  IPAddresses string R
  DNSServerIP string R
  ResponseTime uint R
InternetGatewayDevice.DownloadDiagnostics. ~cwmp
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
InternetGatewayDevice.UploadDiagnostics. ~cwmp
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
