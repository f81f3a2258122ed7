using System.Globalization;

namespace HpcClient.Jinja.Rendering;

/// <summary>What one rendering has used up of its limits.</summary>
internal sealed class RenderBudget(JinjaLimits limits)
{
    private long _steps;
    private long _built;

    /// <summary>Counts loop rounds, calls or list elements.</summary>
    public void Step(long count = 1)
    {
        _steps += count;
        if (_steps > limits.MaxSteps || count > limits.MaxSteps)
        {
            throw new JinjaException($"the template needs more than {Show(limits.MaxSteps)} loop rounds and list elements");
        }
    }

    /// <summary>Counts characters of text that is built.</summary>
    public void Built(long characters)
    {
        _built += characters;
        if (_built > limits.MaxBuiltCharacters)
        {
            throw new JinjaException($"the template builds more than {Show(limits.MaxBuiltCharacters)} characters of text on its way");
        }
    }

    /// <summary>Refuses a text that is too long, best before it is built.</summary>
    public void CheckLength(long characters)
    {
        if (characters > limits.MaxOutputCharacters)
        {
            throw new JinjaException($"the template gives a text of more than {Show(limits.MaxOutputCharacters)} characters");
        }
    }

    /// <summary>Counts a string that an operation is about to make.</summary>
    public void Make(long characters)
    {
        CheckLength(characters);
        Built(characters);
    }

    private static string Show(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
