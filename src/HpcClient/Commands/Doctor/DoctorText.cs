using System.Globalization;
using HpcClient.Output;

namespace HpcClient.Commands.Doctor;

/// <summary>Findings as a person reads them.</summary>
internal static class DoctorText
{
    private const int Indent = 13;
    private const int UsualWidth = 80;
    private const int Red = 31;
    private const int Green = 32;
    private const int Yellow = 33;

    /// <summary>The lines of one finding.</summary>
    public static IEnumerable<string> Lines(int number, Finding finding, int width = UsualWidth, bool colours = false)
    {
        var word = $"{Word(finding.Outcome),-7}";
        yield return string.Create(CultureInfo.InvariantCulture, $"{number,3}. {(colours ? Painted(word, finding.Outcome) : word)} {finding.Name}");
        foreach (var (label, text) in (IEnumerable<(string, string?)>)[("tried", finding.Tried), ("found", finding.Result), ("do", finding.Remedy)])
        {
            if (text is not null)
            {
                foreach (var line in Paragraph.Wrap($"{new string(' ', Indent)}{label,-6}{LogWords.OneLine(text)}", width, new string(' ', Indent + 6)))
                {
                    yield return line;
                }
            }
        }
    }

    private static string Painted(string word, CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Ok => Screen.Painted(word, Green),
        CheckOutcome.Warning => Screen.Painted(word, Yellow),
        CheckOutcome.Failed => Screen.Painted(word, Red),
        _ => word,
    };

    /// <summary>An outcome in a word.</summary>
    public static string Word(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Ok => "ok",
        CheckOutcome.Warning => "warning",
        CheckOutcome.Failed => "FAILED",
        _ => "skipped",
    };
}
