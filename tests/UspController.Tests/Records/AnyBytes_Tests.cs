using UspController.Agents;
using UspController.Records;
using UspController.Tests.Doubles;

namespace UspController.Tests.Records;

/// <summary>Whatever comes from outside, nothing throws and every session can go on.</summary>
public sealed class AnyBytes_Tests
{
    private static readonly string[] Seeds =
    [
        Captured.Boot, Captured.Connect, Captured.DeviceInfo, Captured.SetError, Captured.SetFailure, Captured.SetDone, Captured.AddDone, Captured.Disconnect,
    ];

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void Random_bytes_are_read_without_throwing(byte[] bytes) => new RecordReader("proto::acs").Read(bytes);

    [FsCheck.NUnit.Property(MaxTest = 2000)]
    public void Captured_records_with_bytes_changed_never_upset_a_session(int seed, uint place, byte value, uint cut)
    {
        var bytes = Captured.Bytes(Seeds[(uint)seed % Seeds.Length]);
        bytes[place % bytes.Length] = value;
        var length = cut % 4 == 0 ? (int)(cut % bytes.Length) : bytes.Length;
        var bench = new Bench(new Gateway("os::00D09E-SN0003"));

        Feed(bench, new RecordReader("proto::acs-controller").Read(bytes.AsSpan(0, length)));

        bench.Wait(TimeSpan.FromMinutes(5));
        bench.Hear(Told.Boot("after"));
        Assert.That(bench.Acknowledged, Does.Contain("after"));
    }

    [FsCheck.NUnit.Property(MaxTest = 300)]
    public void Inputs_in_any_order_leave_a_session_that_still_serves(byte[] moves)
    {
        var bench = new Bench(new Gateway("os::00D09E-SN0003"));
        var reader = new RecordReader("proto::acs-controller");
        for (var i = 0; i < moves.Length; i++)
        {
            switch (moves[i] % 12)
            {
                case 0:
                    bench.Give(new AgentInput.Detached());
                    break;
                case 1:
                    bench.Give(new AgentInput.Connected(i));
                    break;
                case 2:
                    bench.Give(new AgentInput.Woken());
                    break;
                case 3:
                    bench.Give(new AgentInput.Undeliverable());
                    break;
                case 4:
                    bench.Opening.Enqueue(new AgentInput.Busy(TimeSpan.FromSeconds(moves[i])));
                    break;
                case 5:
                    bench.Telling.Enqueue(new AgentInput.Broken());
                    break;
                case 6:
                    bench.Wait(TimeSpan.FromSeconds(moves[i]));
                    break;
                case 7:
                    bench.Gateway = bench.Gateway is null ? new Gateway("os::00D09E-SN0003") : null;
                    break;
                case 8:
                    bench.Operations.Enqueue(new Provisioning.Conversations.Operation.Reboot(Guid.NewGuid(), "k"));
                    break;
                case 9:
                    bench.Give(new AgentInput.Attached(i));
                    break;
                default:
                    Feed(bench, reader.Read(Captured.Bytes(Seeds[moves[i] % Seeds.Length])));
                    break;
            }
        }

        bench.Opening.Clear();
        bench.Telling.Clear();
        bench.Operations.Clear();
        bench.Gateway = new Gateway("os::00D09E-SN0003");
        bench.Give(new AgentInput.Connected(1000));
        bench.Wait(TimeSpan.FromMinutes(10));
        bench.Hear(Told.Boot("after"));
        bench.Wait(TimeSpan.FromMinutes(10));
        Assert.That(bench.Acknowledged, Does.Contain("after"));
        Assert.That(bench.Session.IsResting);
    }

    private static void Feed(Bench bench, ReceivedRecord record)
    {
        if (record is ReceivedRecord.Message message)
        {
            bench.Hear(message.Msg);
        }
        else if (record is ReceivedRecord.Connected)
        {
            bench.Give(new AgentInput.Connected(7));
        }
    }
}
