namespace Acs.Dots.Coap;

/// <summary>Codes of requests, responses and signalling (RFC 7252 §12.1, RFC 8323 §5), as class and detail: 2.04 is 0x44.</summary>
internal enum CoapCode
{
    Empty = 0x00,
    Get = 0x01,
    Post = 0x02,
    Put = 0x03,
    Delete = 0x04,
    Created = 0x41,
    Deleted = 0x42,
    Changed = 0x44,
    Content = 0x45,
    BadRequest = 0x80,
    Unauthorized = 0x81,
    BadOption = 0x82,
    Forbidden = 0x83,
    NotFound = 0x84,
    MethodNotAllowed = 0x85,
    NotAcceptable = 0x86,
    Conflict = 0x89,
    RequestEntityTooLarge = 0x8D,
    UnsupportedContentFormat = 0x8F,
    UnprocessableEntity = 0x96,
    InternalServerError = 0xA0,
    ServiceUnavailable = 0xA3,
    Csm = 0xE1,
    Ping = 0xE2,
    Pong = 0xE3,
    Release = 0xE4,
    Abort = 0xE5,
}
