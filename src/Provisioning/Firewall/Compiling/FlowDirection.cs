namespace Provisioning.Firewall.Compiling;

internal enum FlowDirection
{
    FromDevice,
    ToDevice,
}
