using System.Globalization;
using System.Net;
using System.Text.Json;
using Provisioning.Flows;
using Provisioning.Mud;

namespace Acs.Northbound;

/// <summary>Reads one flow record whose members are named as IANA names the IPFIX elements (RFC 7012), and says what is wrong with it.</summary>
internal static class FlowRecordReader
{
    private const long MostDelta = 1L << 53;
    private const int Tcp = 6;
    private const int Udp = 17;

    /// <returns>Null: see <paramref name="wrong"/>, the first thing that is.</returns>
    public static FlowRecord? Read(JsonElement record, out string wrong)
    {
        wrong = "";
        if (record.ValueKind != JsonValueKind.Object)
        {
            wrong = "Must be an object.";
            return null;
        }

        var reader = new Members(record);
        var (source, destination) = (reader.Address("source"), reader.Address("destination"));
        var protocol = (int)reader.Number("protocolIdentifier", 255, required: true);
        var hasPorts = protocol is Tcp or Udp;
        var sourcePort = (int)reader.Number("sourceTransportPort", ushort.MaxValue, hasPorts);
        var destinationPort = (int)reader.Number("destinationTransportPort", ushort.MaxValue, hasPorts);
        var packets = reader.Number("packetDeltaCount", MostDelta, required: false);
        var octets = reader.Number("octetDeltaCount", MostDelta, required: false);
        var (start, end) = (reader.Time("flowStartMilliseconds"), reader.Time("flowEndMilliseconds"));
        var mac = reader.Mac("sourceMacAddress");
        var translated = reader.Address("postNATSource", required: false);
        var translatedPort = (int)reader.Number("postNAPTSourceTransportPort", ushort.MaxValue, required: false);
        var inClear = reader.Flag("macInClearText");
        if (source is not null && destination is not null && source.AddressFamily != destination.AddressFamily)
        {
            reader.Wrong ??= "Source and destination are of different IP versions.";
        }

        wrong = reader.Wrong ?? (end < start ? "flowEndMilliseconds is before flowStartMilliseconds." : "");
        return wrong.Length > 0 ? null : new FlowRecord(
            source!, hasPorts ? sourcePort : 0, destination!, hasPorts ? destinationPort : 0, protocol, packets, octets, start, end, mac)
        {
            TranslatedSource = translated, TranslatedPort = translatedPort, MacInClearText = inClear,
        };
    }

    private sealed class Members(JsonElement record)
    {
        public string? Wrong { get; set; }

        public IPAddress? Address(string end, bool required = true)
        {
            var (four, six) = (Text($"{end}IPv4Address"), Text($"{end}IPv6Address"));
            if ((four is null) == (six is null))
            {
                Wrong ??= required || four is not null ? $"Has {(four is null ? "neither" : "both")} {end}IPv4Address and {end}IPv6Address; one is needed." : null;
                return null;
            }

            if (FlowAddress.Parse(four ?? six) is { } address && (four is null || address.ToString() == four) && (six is null || six.Contains(':', StringComparison.Ordinal)))
            {
                return address;
            }

            Wrong ??= $"{end}{(four is null ? "IPv6" : "IPv4")}Address is no address of that version.";
            return null;
        }

        public bool Flag(string name)
        {
            if (Has(name, out var value) && value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            {
                Wrong ??= $"{name} must be true or false.";
            }

            return value.ValueKind == JsonValueKind.True;
        }

        /// <summary>A number, or its digits: 64-bit numbers are often written as text (RFC 7951 §6.1).</summary>
        public long Number(string name, long most, bool required)
        {
            if (!Has(name, out var value))
            {
                Wrong ??= required ? $"{name} is missing." : null;
                return 0;
            }

            var digits = value.ValueKind switch { JsonValueKind.Number => value.GetRawText(), JsonValueKind.String => value.GetString()!, _ => "" };
            if (long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most)
            {
                return number;
            }

            Wrong ??= $"{name} must be a whole number from 0 to {most}.";
            return 0;
        }

        /// <summary>Milliseconds since 1970 (RFC 7011 §6.1.8), or as in RFC 3339.</summary>
        public DateTimeOffset? Time(string name)
        {
            if (!Has(name, out var value))
            {
                return null;
            }

            if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var milliseconds)
                && milliseconds >= 0 && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
            {
                return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
            }

            if (value.ValueKind == JsonValueKind.String
                && DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            {
                return time.ToUniversalTime();
            }

            Wrong ??= $"{name} must be milliseconds since 1970, or a time as in RFC 3339.";
            return null;
        }

        public string? Mac(string name)
        {
            if (Text(name) is not { } text)
            {
                return null;
            }

            if (!MacAddress.TryNormalise(text, out var mac))
            {
                Wrong ??= $"{name} is no hardware address of one station.";
            }

            return mac;
        }

        private string? Text(string name)
        {
            if (!Has(name, out var value))
            {
                return null;
            }

            if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: <= 64 } text)
            {
                return text;
            }

            Wrong ??= $"{name} must be a text of at most 64 characters.";
            return null;
        }

        private bool Has(string name, out JsonElement value) => record.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
    }
}
