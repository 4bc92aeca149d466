using System.Formats.Cbor;

namespace Acs.Dots.Cbor;

/// <summary>Reads the body of a session's configuration (RFC 9132 §4.5.2).</summary>
internal static class ConfigReader
{
    /// <returns>Null: see why.</returns>
    public static (WantedConfig? Wanted, string Why) Read(ReadOnlyMemory<byte> cbor)
    {
        try
        {
            var reader = new CborReader(cbor, CborConformanceMode.Lax);
            var (mitigating, idle, spoken) = (WantedHeartbeats.Nothing, WantedHeartbeats.Nothing, false);
            CborMaps.Map(reader, key =>
            {
                CborMaps.Require(key == DotsKeys.SignalConfig, "the body holds something else than signal-config");
                CborMaps.Map(reader, config =>
                {
                    switch (config)
                    {
                        case DotsKeys.MitigatingConfig:
                            mitigating = One(reader, "mitigating-config");
                            spoken = true;
                            break;
                        case DotsKeys.IdleConfig:
                            idle = One(reader, "idle-config");
                            spoken = true;
                            break;
                        default:
                            Unknown(reader, config, "signal-config");
                            break;
                    }
                });
            });
            return reader.BytesRemaining > 0 ? (null, "there is something behind the body")
                : spoken ? (new WantedConfig(mitigating, idle), "") : (null, "there is neither mitigating-config nor idle-config");
        }
        catch (Exception e) when (e is CborContentException or InvalidOperationException or OverflowException or FormatException)
        {
            return (null, e is FormatException ? e.Message : "the body is not the CBOR that is expected");
        }
    }

    private static WantedHeartbeats One(CborReader reader, string name)
    {
        var wanted = WantedHeartbeats.Nothing;
        CborMaps.Map(reader, key =>
        {
            switch (key)
            {
                case DotsKeys.HeartbeatInterval:
                    wanted = wanted with { Interval = Current(reader, $"{name}: heartbeat-interval") };
                    break;
                case DotsKeys.MissingHbAllowed:
                    wanted = wanted with { Missing = Current(reader, $"{name}: missing-hb-allowed") };
                    break;
                case DotsKeys.MaxRetransmit or DotsKeys.AckTimeout or DotsKeys.AckRandomFactor or DotsKeys.ProbingRate:
                    reader.SkipValue(); // Of unreliable transports.
                    break;
                default:
                    Unknown(reader, key, name);
                    break;
            }
        });
        return wanted;
    }

    private static int Current(CborReader reader, string name)
    {
        int? current = null;
        CborMaps.Map(reader, key =>
        {
            if (key == DotsKeys.CurrentValue)
            {
                current = CborMaps.Number(reader, name, 0, ushort.MaxValue);
            }
            else
            {
                Unknown(reader, key, name);
            }
        });
        return current ?? throw new FormatException($"{name}: has no current-value");
    }

    /// <summary>RFC 9132 §10.6.1: what is above a bound need not be understood.</summary>
    private static void Unknown(CborReader reader, int key, string where)
    {
        CborMaps.Require(key > DotsKeys.LastRequired, $"{where}: attribute {key} is not known here");
        reader.SkipValue();
    }
}
