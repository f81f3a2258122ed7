using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using HpcClient.Flywheel.Files;
using HpcClient.Flywheel.Files.Upload;
using HpcClient.Flywheel.Gears;
using HpcClient.Flywheel.Groups;
using HpcClient.Flywheel.Jobs;

namespace HpcClient.Flywheel.Json;

/// <summary>Source-generated JSON of the site's documents: snake case, nulls left out. A document with the same key twice is refused: which value holds would depend on the reader.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(FlywheelJob))]
[JsonSerializable(typeof(GearDocument))]
[JsonSerializable(typeof(GearManifest))]
[JsonSerializable(typeof(SiteGroup))]
[JsonSerializable(typeof(ContainerFiles))]
[JsonSerializable(typeof(FileRecord))]
[JsonSerializable(typeof(UploadOffer))]
[JsonSerializable(typeof(UploadWish))]
[JsonSerializable(typeof(IReadOnlyList<FileRecord>))]
[JsonSerializable(typeof(IReadOnlyList<LogLine>))]
[JsonSerializable(typeof(Completion))]
[JsonSerializable(typeof(JobProfile))]
[JsonSerializable(typeof(JsonNode))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(string))]
public sealed partial class FlywheelJson : JsonSerializerContext;
