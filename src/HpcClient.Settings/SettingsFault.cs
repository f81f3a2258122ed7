namespace HpcClient.Settings;

/// <summary>One thing that is wrong in a file of the settings, for a person to correct.</summary>
/// <param name="File">Full path of the file.</param>
/// <param name="Line">Line, counted from 1; 0 when the fault is no certain line's.</param>
/// <param name="Column">Column, counted from 1; 0 when the fault is no certain line's.</param>
/// <param name="Key">The key or variable it is about; empty when it is none's.</param>
/// <param name="Problem">What is wrong, as a sentence.</param>
/// <param name="Remedy">What to do, as a sentence.</param>
public sealed record SettingsFault(string File, int Line, int Column, string Key, string Problem, string Remedy)
{
    /// <summary>Place, key, problem and remedy in one line.</summary>
    public override string ToString()
    {
        var place = Line > 0 ? $"{File}:{Line}:{Column}" : File;
        return $"{place}: {(Key.Length > 0 ? Key + ": " : "")}{Problem} {Remedy}";
    }
}
