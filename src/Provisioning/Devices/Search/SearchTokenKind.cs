namespace Provisioning.Devices.Search;

internal enum SearchTokenKind
{
    Term,
    And,
    Or,
    Not,
    Open,
    Close,
    End,
}
