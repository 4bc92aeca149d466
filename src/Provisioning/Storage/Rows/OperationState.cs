namespace Provisioning.Storage.Rows;

public enum OperationState
{
    Pending,
    Running,
    Succeeded,
    Failed,
    Cancelled,
}
