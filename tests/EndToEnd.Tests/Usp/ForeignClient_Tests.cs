using System.Text;

namespace EndToEnd.Tests.Usp;

/// <summary>
/// The embedded broker and the controller as somebody with two command line tools sees them: a hand-made record goes in, the
/// response comes out at the agent's topic, and the device is in the list.
/// </summary>
[TestFixture]
internal sealed class ForeignClient_Tests
{
    private const string Topic = "usp/agent/os::00D09E-RAW1";
    private const string Controller = "usp/controller/acs";

    [TestCase("5")]
    [TestCase("311")]
    public async Task An_OnBoardRequest_by_hand_is_answered_and_lists_the_device(string version)
    {
        MosquittoClient.Require();
        await using var acs = await TestAcs.StartAsync();
        var port = acs.Addresses.Mqtt.Port;
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, OnBoardRequest());
            using var listener = MosquittoClient.Start(
                MosquittoClient.Subscribe, port, "-V", version == "5" ? "mqttv5" : "mqttv311", "-i", "os::00D09E-RAW1", "-t", Topic, "-t", Topic + "/#", "-F", "%t %x");
            try
            {
                string[] reply = version == "5"
                    ? ["-V", "mqttv5", "-t", Controller, "-D", "publish", "response-topic", Topic]
                    : ["-V", "mqttv311", "-t", $"{Controller}/reply-to={Topic.Replace("/", "%2F", StringComparison.Ordinal)}"];
                // The listener may not listen yet: the agent repeats, as agents do, until its response comes.
                var answered = AnsweredAsync(listener.StandardOutput);
                await Eventually.TrueAsync(
                    async () =>
                    {
                        var (code, output) = await MosquittoClient.RunAsync(MosquittoClient.Publish, port, [.. reply, "-q", "1", "-f", file]);
                        Assert.That(code, Is.Zero, output);
                        return answered.IsCompleted;
                    },
                    "the response comes to the agent's topic");
                Assert.That(await answered, Does.StartWith(Topic));
                var device = (await acs.DevicesAsync()).Single();
                Assert.That(device.GetProperty("id").GetString(), Is.EqualTo("00D09E-Raw-RAW1"));
                Assert.That(device.GetProperty("endpointId").GetString(), Is.EqualTo("os::00D09E-RAW1"));
            }
            finally
            {
                listener.Kill();
            }
        }
        finally
        {
            File.Delete(file);
        }
    }

    [TestCase("#")]
    [TestCase("usp/agent/#")]
    [TestCase("usp/agent/os::00D09E-OTHER")]
    [TestCase(Controller)]
    [TestCase("$SYS/#")]
    public async Task Topics_of_others_are_denied(string filter)
    {
        MosquittoClient.Require();
        await using var acs = await TestAcs.StartAsync();
        var (_, output) = await MosquittoClient.RunAsync(
            MosquittoClient.Subscribe, acs.Addresses.Mqtt.Port, "-V", "mqttv5", "-i", "os::00D09E-RAW1", "-t", filter, "-q", "1", "-W", "5", "-d");
        Assert.That(output, Does.Contain("Not authorized").IgnoreCase.Or.Contain("denied").IgnoreCase.Or.Contain("135"), output);
    }

    /// <summary>The line with the NotifyResp: the request's message id and the type 16.</summary>
    private static async Task<string?> AnsweredAsync(StreamReader lines)
    {
        var wanted = Convert.ToHexStringLower(Bytes(1, Join(Text(1, "onboard-1"), [0x10, 0x10])));
        while (await lines.ReadLineAsync() is { } line)
        {
            if (line.Contains(wanted, StringComparison.OrdinalIgnoreCase))
            {
                return line;
            }
        }

        return null;
    }

    /// <summary>Record 1.3 with a NOTIFY whose notification is OnBoardRequest (TR-369 "Notify"), field by field.</summary>
    private static byte[] OnBoardRequest()
    {
        var request = Join(Text(1, "00D09E"), Text(2, "Raw"), Text(3, "RAW1"), Text(4, "1.0,1.3"));
        var notify = Join([0x10, 0x01], Bytes(8, request));
        var message = Join(Bytes(1, Join(Text(1, "onboard-1"), [0x10, 0x03])), Bytes(2, Bytes(1, Bytes(8, notify))));
        return Join(Text(1, "1.3"), Text(2, "proto::acs"), Text(3, "os::00D09E-RAW1"), Bytes(7, Bytes(2, message)));
    }

    private static byte[] Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Bytes(int field, byte[] value)
    {
        Assert.That(value, Has.Length.LessThan(16384), "a length of two bytes");
        byte[] length = value.Length < 128 ? [(byte)value.Length] : [(byte)(value.Length | 0x80), (byte)(value.Length >> 7)];
        return [(byte)((field << 3) | 2), .. length, .. value];
    }

    private static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(p => p)];
}
