namespace Provisioning.Mud.Certificates;

/// <summary>What a host's certificate may change of its MUD URL. Pure.</summary>
internal enum CertificateRule
{
    /// <summary>It has that URL, or a person assigned one, or dismissed this one.</summary>
    Nothing,

    /// <summary>It waits for a person.</summary>
    Propose,

    /// <summary>The host is held to it.</summary>
    Set,
}
