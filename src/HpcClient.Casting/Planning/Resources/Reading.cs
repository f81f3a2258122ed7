namespace HpcClient.Casting.Planning.Resources;

/// <summary>What a rule makes of something that was asked for.</summary>
/// <param name="Value">What the job gets.</param>
/// <param name="Refusal">Why it gets nothing: a sentence or two that name the tag or option, the value and what would be right.</param>
internal readonly record struct Reading<T>(T? Value, string? Refusal)
    where T : class
{
    public static implicit operator Reading<T>(T? value) => new(value, null);

    public static Reading<T> Refused(string sentence) => new(null, sentence);
}
