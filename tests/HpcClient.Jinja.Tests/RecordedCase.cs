namespace HpcClient.Jinja.Tests;

/// <summary>A template with what Jinja2 made of it.</summary>
/// <param name="Template">The template.</param>
/// <param name="Values">The values it may refer to.</param>
/// <param name="Expected">What it gave; null when it was refused.</param>
/// <param name="Line">The line of a syntax error.</param>
internal sealed record RecordedCase(string Template, JinjaValue Values, string? Expected, int? Line)
{
    /// <summary>What we make of it, or the fault.</summary>
    public (string? Text, JinjaFault? Fault) Render()
    {
        try
        {
            return (JinjaTemplate.Parse(Template).Render(Values), null);
        }
        catch (JinjaException e)
        {
            return (null, e.Fault);
        }
    }
}
