namespace HpcClient.Casting.Planning;

/// <summary>A name that templates may use.</summary>
/// <param name="Name">The name, such as <c>job.cpu</c>.</param>
/// <param name="Meaning">What it gives, for a person.</param>
public sealed record TemplateValue(string Name, string Meaning);
