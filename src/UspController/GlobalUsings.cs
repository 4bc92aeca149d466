global using Provisioning.Conversations;
global using Provisioning.Devices;
