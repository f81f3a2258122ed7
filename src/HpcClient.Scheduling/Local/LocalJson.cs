using System.Text.Json.Serialization;

namespace HpcClient.Scheduling.Local;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(LocalJob))]
[JsonSerializable(typeof(LocalWatch))]
[JsonSerializable(typeof(LocalRun))]
[JsonSerializable(typeof(LocalCancel))]
[JsonSerializable(typeof(LocalEnd))]
[JsonSerializable(typeof(LocalSlotsFile))]
internal sealed partial class LocalJson : JsonSerializerContext;
