namespace CpeSimulator.Lan;

/// <summary>How a host behaves.</summary>
public enum HostBehaviour
{
    /// <summary>Keeps to its MUD file.</summary>
    Normal,

    /// <summary>Also tries what its MUD file does not allow.</summary>
    Misbehaving,
}
