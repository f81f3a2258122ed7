using System.Globalization;

namespace HpcClient.Jinja.Rendering;

/// <summary>What one rendering has used up of its limits.</summary>
internal sealed class RenderBudget(JinjaLimits limits)
{
    /// <summary>The clock is looked at once in so many checks.</summary>
    private const int ChecksPerLook = 64;

    [ThreadStatic]
    private static RenderBudget? _atWork;

    private readonly long _start = limits.Clock.GetTimestamp();
    private long _steps;
    private long _built;
    private long _compared;
    private int _checks;

    /// <summary>Counts a comparison that the rendering at work on this thread makes: equality has no way to be handed a budget.</summary>
    /// <param name="size">How much is compared: elements, or characters by the sixteen.</param>
    public static void Compare(long size = 1) => _atWork?.Compared(size);

    /// <summary>Does <paramref name="work"/> with this as the budget of the present thread.</summary>
    public T Within<T>(Func<T> work)
    {
        var before = _atWork;
        _atWork = this;
        try
        {
            return work();
        }
        finally
        {
            _atWork = before;
        }
    }

    /// <summary>Counts loop rounds, calls or list elements.</summary>
    public void Step(long count = 1)
    {
        CheckTime();
        _steps += count;
        if (_steps > limits.MaxSteps || count > limits.MaxSteps)
        {
            throw new JinjaException($"the template needs more than {Show(limits.MaxSteps)} loop rounds and list elements");
        }
    }

    /// <summary>Refuses to go on after the time that a rendering may take.</summary>
    public void CheckTime()
    {
        if (++_checks % ChecksPerLook == 0 && limits.Clock.GetElapsedTime(_start) > limits.MaxTime)
        {
            throw new JinjaException($"the template takes longer than {limits.MaxTime.TotalSeconds.ToString(CultureInfo.InvariantCulture)} seconds");
        }
    }

    /// <summary>Counts characters of text that is built.</summary>
    public void Built(long characters)
    {
        CheckTime();
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

    /// <summary>Counts the search for <paramref name="part"/> in <paramref name="text"/>, which may compare each place with all of it.</summary>
    public void Search(string text, string part)
    {
        Built(text.Length);
        Compared((long)text.Length * part.Length / 64);
    }

    private void Compared(long size)
    {
        CheckTime();
        _compared += size;
        if (_compared > limits.MaxComparisons)
        {
            throw new JinjaException($"the template makes more than {Show(limits.MaxComparisons)} comparisons");
        }
    }

    private static string Show(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
