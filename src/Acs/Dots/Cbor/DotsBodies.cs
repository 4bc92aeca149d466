using System.Formats.Cbor;
using Provisioning.Warnings.Mitigations;

namespace Acs.Dots.Cbor;

/// <summary>Bodies that this server writes, with integer keys.</summary>
internal static class DotsBodies
{
    /// <summary>What was granted (RFC 9132 §4.4.1.2).</summary>
    public static byte[] Granted(uint mid, int lifetime) => Scopes([w =>
    {
        w.WriteStartMap(2);
        Pair(w, DotsKeys.Mid, mid);
        Pair(w, DotsKeys.Lifetime, lifetime);
        w.WriteEndMap();
    }]);

    /// <summary>A conflict, and with which request (§4.4.1.3).</summary>
    public static byte[] Conflict(int cause, uint? with) => Scopes([w =>
    {
        w.WriteStartMap(1);
        w.WriteInt32(DotsKeys.ConflictInformation);
        w.WriteStartMap(with is null ? 2 : 3);
        Pair(w, DotsKeys.ConflictStatus, 1);
        Pair(w, DotsKeys.ConflictCause, cause);
        if (with is { } mid)
        {
            w.WriteInt32(DotsKeys.ConflictScope);
            w.WriteStartMap(1);
            Pair(w, DotsKeys.Mid, mid);
            w.WriteEndMap();
        }

        w.WriteEndMap();
        w.WriteEndMap();
    }]);

    /// <summary>What became of requests (§4.4.2).</summary>
    public static byte[] Statuses(IReadOnlyList<MitigationStatus> statuses) => Scopes([.. statuses.Select<MitigationStatus, Action<CborWriter>>(s => w => Status(w, s))]);

    /// <summary>§4.5.1: which heartbeats hold and may be chosen; over a reliable transport nothing else is to be agreed.</summary>
    public static byte[] Config(DotsHeartbeats mitigating, DotsHeartbeats idle, DotsBounds bounds)
    {
        var writer = new CborWriter();
        writer.WriteStartMap(1);
        writer.WriteInt32(DotsKeys.SignalConfig);
        writer.WriteStartMap(2);
        foreach (var (key, heartbeats) in ((int, DotsHeartbeats)[])[(DotsKeys.MitigatingConfig, mitigating), (DotsKeys.IdleConfig, idle)])
        {
            writer.WriteInt32(key);
            writer.WriteStartMap(2);
            Range(writer, DotsKeys.HeartbeatInterval, bounds.LeastInterval, bounds.MostInterval, heartbeats.Interval);
            Range(writer, DotsKeys.MissingHbAllowed, bounds.LeastMissing, bounds.MostMissing, heartbeats.Missing);
            writer.WriteEndMap();
        }

        writer.WriteEndMap();
        writer.WriteEndMap();
        return writer.Encode();
    }

    private static void Status(CborWriter writer, MitigationStatus status)
    {
        writer.WriteStartMap(null);
        Pair(writer, DotsKeys.Mid, status.Mid);
        Pair(writer, DotsKeys.MitigationStart, status.Start.ToUnixTimeSeconds());
        Texts(writer, DotsKeys.TargetPrefix, status.Scope.Targets);
        Ports(writer, DotsKeys.TargetPortRange, status.Scope.TargetPorts);
        if (status.Scope.Protocols.Count > 0)
        {
            writer.WriteInt32(DotsKeys.TargetProtocol);
            writer.WriteStartArray(status.Scope.Protocols.Count);
            foreach (var protocol in status.Scope.Protocols)
            {
                writer.WriteInt32(protocol);
            }

            writer.WriteEndArray();
        }

        Texts(writer, DotsKeys.SourcePrefix, status.Scope.Sources);
        Ports(writer, DotsKeys.SourcePortRange, status.Scope.SourcePorts);
        Pair(writer, DotsKeys.Lifetime, status.Lifetime);
        Pair(writer, DotsKeys.Status, status.Status);
        writer.WriteEndMap();
    }

    private static byte[] Scopes(IReadOnlyList<Action<CborWriter>> scopes)
    {
        var writer = new CborWriter();
        writer.WriteStartMap(1);
        writer.WriteInt32(DotsKeys.MitigationScope);
        writer.WriteStartMap(1);
        writer.WriteInt32(DotsKeys.Scope);
        writer.WriteStartArray(scopes.Count);
        foreach (var scope in scopes)
        {
            scope(writer);
        }

        writer.WriteEndArray();
        writer.WriteEndMap();
        writer.WriteEndMap();
        return writer.Encode();
    }

    private static void Texts<T>(CborWriter writer, int key, IReadOnlyList<T> items)
    {
        if (items.Count > 0)
        {
            writer.WriteInt32(key);
            writer.WriteStartArray(items.Count);
            foreach (var item in items)
            {
                writer.WriteTextString(item!.ToString()!);
            }

            writer.WriteEndArray();
        }
    }

    private static void Ports(CborWriter writer, int key, IReadOnlyList<Provisioning.Mud.Model.PortRange> ports)
    {
        if (ports.Count > 0)
        {
            writer.WriteInt32(key);
            writer.WriteStartArray(ports.Count);
            foreach (var range in ports)
            {
                writer.WriteStartMap(2);
                Pair(writer, DotsKeys.LowerPort, range.First);
                Pair(writer, DotsKeys.UpperPort, range.Last);
                writer.WriteEndMap();
            }

            writer.WriteEndArray();
        }
    }

    private static void Range(CborWriter writer, int key, int least, int most, int current)
    {
        writer.WriteInt32(key);
        writer.WriteStartMap(3);
        Pair(writer, DotsKeys.MaxValue, most);
        Pair(writer, DotsKeys.MinValue, least);
        Pair(writer, DotsKeys.CurrentValue, current);
        writer.WriteEndMap();
    }

    private static void Pair(CborWriter writer, int key, long value)
    {
        writer.WriteInt32(key);
        writer.WriteInt64(value);
    }
}
