using System.Formats.Cbor;
using System.Net;
using Provisioning.Mud.Model;
using Provisioning.Warnings.Mitigations;

namespace Acs.Dots.Cbor;

/// <summary>Reads the body of a mitigation request (RFC 9132 §4.4.1, RFC 9066 §5.3.1). Everything is bounded; what is wrong is named by its attribute.</summary>
internal static class MitigationReader
{
    private const int MaxText = 512;

    public static (MitigationScope? Scope, string Why) Read(ReadOnlyMemory<byte> cbor)
    {
        try
        {
            var reader = new CborReader(cbor, CborConformanceMode.Lax);
            MitigationScope? found = null;
            CborMaps.Map(reader, key =>
            {
                CborMaps.Require(key == DotsKeys.MitigationScope, "the body holds something else than mitigation-scope");
                CborMaps.Map(reader, inner =>
                {
                    CborMaps.Require(inner == DotsKeys.Scope, $"attribute {inner} does not belong into mitigation-scope");
                    CborMaps.Array(reader, () =>
                    {
                        // §4.4.1: one scope in a request.
                        CborMaps.Require(found is null, "there is more than one scope");
                        found = One(reader);
                    });
                });
            });
            return found is null ? (null, "there is no scope") : reader.BytesRemaining > 0 ? (null, "there is something behind the body") : (found, "");
        }
        catch (Exception e) when (e is CborContentException or InvalidOperationException or OverflowException or FormatException)
        {
            return (null, e is FormatException ? e.Message : "the body is not the CBOR that is expected");
        }
    }

    private static MitigationScope One(CborReader reader)
    {
        var scope = MitigationScope.Empty;
        CborMaps.Map(reader, key =>
        {
            scope = key switch
            {
                DotsKeys.TargetPrefix => scope with { Targets = Prefixes(reader, "target-prefix") },
                DotsKeys.TargetPortRange => scope with { TargetPorts = Ports(reader, "target-port-range") },
                DotsKeys.TargetProtocol => scope with { Protocols = List(reader, "target-protocol", () => CborMaps.Number(reader, "target-protocol", 0, 255)) },
                DotsKeys.TargetFqdn => scope with { Fqdns = List(reader, "target-fqdn", () => Text(reader)) },
                DotsKeys.TargetUri => scope with { Uris = List(reader, "target-uri", () => Text(reader)) },
                DotsKeys.AliasName => scope with { Named = List(reader, "alias-name", () => Text(reader)) },
                DotsKeys.Lifetime => scope with { Lifetime = CborMaps.Number(reader, "lifetime", -1, int.MaxValue) },
                DotsKeys.TriggerMitigation => scope with { Trigger = reader.ReadBoolean() },
                DotsKeys.AttackStatus => scope with { AttackStatus = CborMaps.Number(reader, "attack-status", 1, 2) },
                DotsKeys.SourcePrefix => scope with { Sources = Prefixes(reader, "source-prefix") },
                DotsKeys.SourcePortRange => scope with { SourcePorts = Ports(reader, "source-port-range") },
                DotsKeys.SourceIcmpTypeRange => Skip(reader, scope),
                > DotsKeys.LastRequired => Skip(reader, scope),
                _ => throw new FormatException($"attribute {key} is not known here"),
            };
        });
        return scope;
    }

    private static MitigationScope Skip(CborReader reader, MitigationScope scope)
    {
        reader.SkipValue();
        return scope;
    }

    private static List<IPNetwork> Prefixes(CborReader reader, string name) => List(reader, name, () =>
    {
        var text = Text(reader);
        // The framework cuts bits behind the length off; who wrote them meant something else.
        return IPNetwork.TryParse(text, out var network) && IPAddress.TryParse(text.AsSpan(0, text.IndexOf('/', StringComparison.Ordinal)), out var address) && address.Equals(network.BaseAddress)
            ? network
            : throw new FormatException($"{name}: {Shown(text)} is no prefix, or has bits behind its length");
    });

    private static List<PortRange> Ports(CborReader reader, string name) => List(reader, name, () =>
    {
        int? lower = null, upper = null;
        CborMaps.Map(reader, key =>
        {
            switch (key)
            {
                case DotsKeys.LowerPort:
                    lower = CborMaps.Number(reader, name, 0, ushort.MaxValue);
                    break;
                case DotsKeys.UpperPort:
                    upper = CborMaps.Number(reader, name, 0, ushort.MaxValue);
                    break;
                default:
                    throw new FormatException($"{name}: attribute {key} is not known here");
            }
        });
        CborMaps.Require(lower is not null && !(upper < lower), $"{name}: has no lower-port, or an upper-port below it");
        return new PortRange((ushort)lower!.Value, (ushort)(upper ?? lower.Value));
    });

    private static List<T> List<T>(CborReader reader, string name, Func<T> item)
    {
        var items = new List<T>();
        CborMaps.Array(reader, () => items.Add(item()));
        CborMaps.Require(items.Count > 0, $"{name}: is empty");
        return items;
    }

    private static string Text(CborReader reader)
    {
        var text = reader.ReadTextString();
        return text.Length is > 0 and <= MaxText ? text : throw new FormatException($"a text has {text.Length} characters; 1 to {MaxText} are read");
    }

    private static string Shown(string text) => new([.. text.Where(c => !char.IsControl(c)).Take(60)]);
}
