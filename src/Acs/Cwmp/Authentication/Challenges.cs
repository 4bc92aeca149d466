using Acs.Cwmp.Endpoint;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Acs.Cwmp.Authentication;

/// <summary>
/// The WWW-Authenticate headers of a 401. MD5 stands first: agents that read one header only know that one. Basic is offered
/// over TLS only.
/// </summary>
internal sealed class Challenges(Nonces nonces, IOptions<CwmpOptions> options)
{
    public StringValues Create(bool secure, bool stale)
    {
        var realm = options.Value.Realm;
        var nonce = nonces.Create();
        var suffix = stale ? ", stale=true" : "";
        var md5 = $"Digest realm=\"{realm}\", qop=\"auth\", nonce=\"{nonce}\", algorithm=MD5{suffix}";
        var sha = $"Digest realm=\"{realm}\", qop=\"auth\", nonce=\"{nonce}\", algorithm=SHA-256{suffix}";
        return secure ? new StringValues([md5, sha, $"Basic realm=\"{realm}\""]) : new StringValues([md5, sha]);
    }
}
