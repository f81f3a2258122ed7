using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace HpcClient.Flywheel.Jobs;

/// <summary>A job as the site tells it. What a list entry or an older site leaves out is null.</summary>
public sealed record FlywheelJob
{
    /// <summary>24 lower-case hex digits.</summary>
    [JsonPropertyName("id")]
    public string? IdField { get; init; }

    /// <summary>The same, as some answers spell it.</summary>
    [JsonPropertyName("_id")]
    public string? UnderscoreId { get; init; }

    /// <summary>The job's id; empty when the answer held none.</summary>
    [JsonIgnore]
    public string Id => IdField ?? UnderscoreId ?? "";

    /// <summary>State in the site's words.</summary>
    [JsonPropertyName("state")]
    public string? StateWord { get; init; }

    /// <summary>State.</summary>
    [JsonIgnore]
    public JobState State => JobStates.Parse(StateWord);

    /// <summary>Tags; the site adds the gear's name.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Gear id.</summary>
    public string? GearId { get; init; }

    /// <summary>Gear name and version.</summary>
    public GearInfo? GearInfo { get; init; }

    /// <summary>Options, inputs and destination.</summary>
    public JobConfig? Config { get; init; }

    /// <summary>Inputs as references: a map by name, or a list of entries with <c>input</c>.</summary>
    public JsonNode? Inputs { get; init; }

    /// <summary>Where outputs go.</summary>
    public ContainerReference? Destination { get; init; }

    /// <summary>Who made it.</summary>
    public ContainerReference? Origin { get; init; }

    /// <summary><c>low</c>, <c>medium</c>, <c>high</c>, <c>critical</c>; absent on older sites and in list entries.</summary>
    /// <remarks>Not init: the generated reader would then set it for answers that leave it out, too.</remarks>
    public string? Priority
    {
        get;
        set
        {
            field = value;
            TellsPriority = true;
        }
    }

    /// <summary>Whether the answer held a priority at all, be it null: then nobody needs to ask again.</summary>
    [JsonIgnore]
    public bool TellsPriority { get; private set; }

    /// <summary>1 for a first attempt.</summary>
    public int? Attempt { get; init; }

    /// <summary>The job that this one retries.</summary>
    public string? PreviousJobId { get; init; }

    /// <summary>Why it failed.</summary>
    public string? FailureReason { get; init; }

    /// <summary>The formula: image, inputs, command and outputs; made when the job is started.</summary>
    public JobRequest? Request { get; init; }

    /// <summary>Parent containers by level.</summary>
    public JsonObject? Parents { get; init; }

    /// <summary>Names of output files.</summary>
    public IReadOnlyList<string>? SavedFiles { get; init; }

    /// <summary>Times and sizes.</summary>
    public JsonObject? Profile { get; init; }

    /// <summary>Creation, ISO 8601.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>Last change; the site's heartbeat clock.</summary>
    public DateTimeOffset? Modified { get; init; }

    /// <summary>When it reached each state.</summary>
    public JsonObject? Transitions { get; init; }

    /// <summary>Fields that we do not know.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Other { get; set; } // not init: the generated reader cannot fill it then
}
