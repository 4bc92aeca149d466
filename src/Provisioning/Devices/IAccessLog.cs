namespace Provisioning.Devices;

/// <summary>Who came in, and who was kept out. Bounded, never in the way of the answer; what is written may lag.</summary>
public interface IAccessLog
{
    void Note(AccessAttempt attempt);
}
