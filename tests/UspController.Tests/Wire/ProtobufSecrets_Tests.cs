using Google.Protobuf;
using Usp.Messages;
using UspController.Wire;

namespace UspController.Tests.Wire;

public sealed class ProtobufSecrets_Tests
{
    [Test]
    public void Secrets_are_blotted_out_wherever_a_message_has_them_and_nothing_else_is()
    {
        var set = new Msg { Header = new Header { MsgId = "1", MsgType = Header.Types.MsgType.Set }, Body = new Body { Request = new Request { Set = new Set() } } };
        set.Body.Request.Set.UpdateObjs.Add(new Set.Types.UpdateObject
        {
            ObjPath = "Device.WiFi.AccessPoint.1.Security.",
            ParamSettings =
            {
                new Set.Types.UpdateParamSetting { Param = "KeyPassphrase", Value = "hunter2" },
                new Set.Types.UpdateParamSetting { Param = "ModeEnabled", Value = "WPA2-Personal" },
            },
        });
        var masked = Msg.Parser.ParseFrom(Mask(set)).Body.Request.Set.UpdateObjs[0].ParamSettings;
        Assert.That(masked.Select(p => p.Value), Is.EqualTo(new[] { "*******", "WPA2-Personal" }));
    }

    [Test]
    public void Maps_are_looked_into()
    {
        var message = new Msg { Header = new Header { MsgId = "1" }, Body = new Body { Request = new Request { Operate = new Operate { Command = "Device.X.Download()" } } } };
        message.Body.Request.Operate.InputArgs.Add("URL", "http://a/");
        message.Body.Request.Operate.InputArgs.Add("Password", "hunter2");
        var args = Msg.Parser.ParseFrom(Mask(message)).Body.Request.Operate.InputArgs;
        Assert.That((args["URL"], args["Password"]), Is.EqualTo(("http://a/", "*******")));

        message = new Msg { Header = new Header { MsgId = "2" }, Body = new Body { Request = new Request { Notify = new Notify { ValueChange = new Notify.Types.ValueChange() } } } };
        message.Body.Request.Notify.ValueChange.ParamPath = "Device.Users.User.1.Password";
        message.Body.Request.Notify.ValueChange.ParamValue = "hunter2";
        Assert.That(Msg.Parser.ParseFrom(Mask(message)).Body.Request.Notify.ValueChange.ParamValue, Is.EqualTo("*******"));
    }

    [Test]
    public void A_challenges_answer_is_a_secret_though_it_is_called_Value()
    {
        var message = new Msg { Header = new Header { MsgId = "1" }, Body = new Body { Request = new Request { Operate = new Operate { Command = "Device.LocalAgent.ControllerTrust.ChallengeResponse()" } } } };
        message.Body.Request.Operate.InputArgs.Add("ChallengeID", "c-1");
        message.Body.Request.Operate.InputArgs.Add("Value", "b3Blbg==");
        var args = Msg.Parser.ParseFrom(Mask(message)).Body.Request.Operate.InputArgs;
        Assert.That((args["ChallengeID"], args["Value"]), Is.EqualTo(("c-1", "********")));

        message.Body.Request.Operate.Command = "Device.X.SetTemperature()";
        Assert.That(Msg.Parser.ParseFrom(Mask(message)).Body.Request.Operate.InputArgs["Value"], Is.EqualTo("b3Blbg=="));
    }

    [FsCheck.NUnit.Property]
    public void Any_bytes_are_borne(byte[] bytes)
    {
        var copy = bytes.ToArray();
        ProtobufSecrets.Mask(copy, Msg.Descriptor);
        Assert.That(copy, Has.Length.EqualTo(bytes.Length));
    }

    private static byte[] Mask(Msg message)
    {
        var bytes = message.ToByteArray();
        Assert.That(ProtobufSecrets.Mask(bytes, Msg.Descriptor), Is.True);
        Assert.That(bytes, Has.Length.EqualTo(message.CalculateSize()));
        return bytes;
    }
}
