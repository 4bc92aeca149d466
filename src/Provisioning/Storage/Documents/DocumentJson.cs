using System.Text.Json.Serialization;
using Provisioning.DesiredState;

namespace Provisioning.Storage.Documents;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(DesiredLayer))]
[JsonSerializable(typeof(DesiredFirmware))]
[JsonSerializable(typeof(ReconcileProgress))]
[JsonSerializable(typeof(CapabilitiesDocument))]
internal sealed partial class DocumentJson : JsonSerializerContext;
