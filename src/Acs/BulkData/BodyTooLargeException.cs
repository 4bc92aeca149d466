namespace Acs.BulkData;

internal sealed class BodyTooLargeException(int atMost) : Exception($"more than {atMost} bytes");
