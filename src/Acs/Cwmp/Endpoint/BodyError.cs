namespace Acs.Cwmp.Endpoint;

internal enum BodyError
{
    None,
    TooLarge,
    UnknownEncoding,
    Corrupt,
}
