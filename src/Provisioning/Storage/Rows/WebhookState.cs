namespace Provisioning.Storage.Rows;

public enum WebhookState
{
    Active,

    /// <summary>Given up after failing for long; a person resumes it.</summary>
    Stopped,
}
