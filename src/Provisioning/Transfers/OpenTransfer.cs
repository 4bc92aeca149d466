namespace Provisioning.Transfers;

/// <summary>A transfer that was ordered of one gateway, and what this server's file listener saw of it.</summary>
/// <param name="Attempt">Of the command key, as in the address.</param>
/// <param name="Bytes">Sent or received, repeats counted; 0: nothing yet, or the file lies elsewhere.</param>
/// <param name="IsDelivered">The last byte has been sent, or the upload is stored.</param>
/// <param name="HasEnded">It is remembered only to know a report that comes twice.</param>
public sealed record OpenTransfer(long Attempt, string CommandKey, bool IsUpload, long Bytes, bool IsDelivered, bool HasEnded);
