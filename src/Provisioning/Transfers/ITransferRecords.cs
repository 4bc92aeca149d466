namespace Provisioning.Transfers;

/// <summary>Where the file listener tells what it saw, and asks whether an address is still good.</summary>
public interface ITransferRecords
{
    /// <summary>The transfer that the address was made for has ended.</summary>
    /// <param name="deviceRowId">0: nobody in particular; such an address is good until it expires.</param>
    Task<bool> IsOverAsync(long deviceRowId, uint attempt, CancellationToken cancellationToken);

    /// <summary>Durable when it returns.</summary>
    /// <param name="bytes">That went out since it was told last; repeats count.</param>
    /// <param name="isLast">The file's last byte was among them.</param>
    Task SentAsync(long deviceRowId, uint attempt, long bytes, bool isLast, CancellationToken cancellationToken);
}
