using System.Net;
using System.Text;
using Acs.Cwmp.Stun;

namespace Acs.Tests.Cwmp.Stun;

public class UdpConnectionRequest_Tests
{
    [Test]
    public void The_signature_is_over_time_id_name_and_nonce_in_that_order()
    {
        var text = Encoding.ASCII.GetString(UdpConnectionRequest.Create(
            new IPEndPoint(IPAddress.Parse("10.1.1.1"), 8080), DateTimeOffset.FromUnixTimeSeconds(1120673700), 1234, "CPE57689", "secret", "XTGRWIPC6D3IPXS3"));
        // printf %s 11206737001234CPE57689XTGRWIPC6D3IPXS3 | openssl dgst -sha1 -hmac secret
        Assert.That(text, Is.EqualTo(
            "GET http://10.1.1.1:8080?ts=1120673700&id=1234&un=CPE57689&cn=XTGRWIPC6D3IPXS3&sig=FDA44088E52A347CE49D6312521D5621EEB40037 HTTP/1.1\r\nHost: 10.1.1.1:8080\r\n\r\n"));
    }
}
