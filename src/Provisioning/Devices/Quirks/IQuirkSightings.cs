namespace Provisioning.Devices.Quirks;

/// <summary>Where the protocols tell what they tolerated.</summary>
public interface IQuirkSightings
{
    /// <summary>Counted and written later: it may lag, and a crash loses a few.</summary>
    /// <param name="quirks">One or more.</param>
    /// <param name="detail">For the event that <see cref="QuirkTexts.IsNews"/> leaves: what was seen, in a sentence.</param>
    void Saw(DeviceId device, Quirk quirks, string? detail = null);
}
