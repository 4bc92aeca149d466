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
  ParameterKey string(32) R
  ConnectionRequestURL string(256) R
  ConnectionRequestUsername string(256) W
  ConnectionRequestPassword string(256) W hidden
  UpgradesManaged boolean W =false
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
