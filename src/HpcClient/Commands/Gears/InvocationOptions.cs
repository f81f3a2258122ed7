using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using HpcClient.Gears.Invocations;

namespace HpcClient.Commands.Gears;

/// <summary>What <c>gear config</c> and <c>gear run</c> are both given.</summary>
internal sealed class InvocationOptions
{
    /// <summary>The variable with the API key that a gear gets; a command line would show it to all users.</summary>
    public const string KeyVariable = "FW_HPC_GEAR_API_KEY";

    private const int IdLength = 24;

    private readonly Option<string[]> _inputs = new("--input", "-i") { Description = "A file for an input of the gear.", HelpName = "NAME=FILE" };
    private readonly Option<string[]> _options = new("--config", "-c") { Description = "An option of the gear; lists as a,b or as JSON.", HelpName = "NAME=VALUE" };
    private readonly Option<string[]> _context = new("--context") { Description = "A value for an input of base context.", HelpName = "NAME=VALUE" };
    private readonly Option<string?> _values = new("--config-file") { Description = "A config.json whose option values count where --config gives none.", HelpName = "FILE" };

    /// <summary>The gear.</summary>
    public Argument<string> Gear { get; } = new("GEAR") { Description = "The gear's folder, or its manifest.json." };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(Gear);
        foreach (var option in new Option[] { _inputs, _options, _context, _values })
        {
            command.Add(option);
        }
    }

    /// <summary>Reads them.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="faults">Gets one sentence for each that cannot be read.</param>
    public GivenInvocation Read(ParseResult parsed, ICollection<string> faults)
    {
        var key = Environment.GetEnvironmentVariable(KeyVariable);
        Environment.SetEnvironmentVariable(KeyVariable, null); // no child of ours inherits it
        return new()
        {
            RunId = RandomNumberGenerator.GetHexString(IdLength, lowercase: true),
            Inputs = NameValuePairs.Read("--input", parsed.GetValue(_inputs), faults),
            Options = NameValuePairs.Read("--config", parsed.GetValue(_options), faults),
            Context = NameValuePairs.Read("--context", parsed.GetValue(_context), faults),
            Values = parsed.GetValue(_values) is { } file ? Values(file, faults) : null,
            ApiKey = string.IsNullOrWhiteSpace(key) ? null : key.Trim(),
        };
    }

    private static JsonObject? Values(string file, ICollection<string> faults)
    {
        try
        {
            if ((JsonNode.Parse(File.ReadAllBytes(file), documentOptions: new() { AllowDuplicateProperties = false }) as JsonObject)?["config"] is JsonObject values)
            {
                return values;
            }

            faults.Add($"--config-file '{file}' holds no object 'config'. Make one with: fw-hpc-client gear config");
        }
        catch (System.Text.Json.JsonException e)
        {
            faults.Add($"--config-file '{file}' is not JSON: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add($"--config-file '{file}' cannot be read: {e.Message}");
        }

        return null;
    }
}
