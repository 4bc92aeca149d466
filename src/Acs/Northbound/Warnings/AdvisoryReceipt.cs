namespace Acs.Northbound;

/// <param name="Id">Of the warning.</param>
/// <param name="IsNew">False: this version was here already.</param>
internal sealed record AdvisoryReceipt(Guid Id, bool IsNew);
