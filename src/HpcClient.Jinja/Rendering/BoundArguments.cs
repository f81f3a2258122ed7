using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Rendering;

/// <summary>Arguments in the order of the parameters; null where one was not given.</summary>
internal sealed class BoundArguments(string callee, string[] names, JinjaValue?[] values)
{
    public JinjaValue? this[int index] => values[index];

    public JinjaValue Required(int index) =>
        values[index] ?? throw new JinjaException($"{callee} needs the argument '{names[index]}'");

    public bool Flag(int index, bool otherwise = false) => values[index]?.IsTrue ?? otherwise;

    /// <summary>An integer within what sizes may be.</summary>
    public int Integer(int index, int otherwise)
    {
        if (values[index] is not { } value)
        {
            return otherwise;
        }

        if (value is UndefinedValue undefined)
        {
            throw undefined.Fault();
        }

        return Numbers.TryInteger(value, out var number) && number >= int.MinValue && number <= int.MaxValue
            ? (int)number
            : throw new JinjaException($"{callee} needs a whole number as '{names[index]}'");
    }

    /// <summary>An integer that must be given, within what sizes may be.</summary>
    public int Whole(int index)
    {
        Required(index);
        return Integer(index, 0);
    }

    /// <summary>An integer, where None counts as not given.</summary>
    public int IntegerOrNone(int index, int otherwise) => values[index] is NoneValue ? otherwise : Integer(index, otherwise);

    /// <summary>A string; null when not given, or given as None.</summary>
    public string? TextOrNull(int index) => values[index] switch
    {
        null or NoneValue => null,
        StringValue s => s.Value,
        UndefinedValue => "",
        var other => throw new JinjaException($"{callee} needs a string as '{names[index]}', not a value of type '{other.TypeName}'"),
    };

    public string Text(int index) => TextOrNull(index) ?? throw new JinjaException($"{callee} needs a string as '{names[index]}'");
}
