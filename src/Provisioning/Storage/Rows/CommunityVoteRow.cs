namespace Provisioning.Storage.Rows;

/// <summary>One submitter's submission of a profile; key is (profile, submitter).</summary>
public sealed class CommunityVoteRow
{
    public Guid ProfileId { get; set; }

    /// <summary><c>key ID</c> of a submitter, or <c>api NAME</c>: who an API key speaks for.</summary>
    public required string Submitter { get; set; }

    /// <summary>For people.</summary>
    public required string Name { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>How it was made: <c>observed 14 days by muddy</c>.</summary>
    public required string Provenance { get; set; }

    /// <summary>SPDX identifier or words.</summary>
    public required string Licence { get; set; }

    /// <summary>Of what this one sent, hex: it may be written otherwise than the profile.</summary>
    public required string Sha256 { get; set; }
}
