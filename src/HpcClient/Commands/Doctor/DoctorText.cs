using System.Globalization;

namespace HpcClient.Commands.Doctor;

/// <summary>Findings as a person reads them.</summary>
internal static class DoctorText
{
    private const int Indent = 13;
    private const int Width = 80;

    /// <summary>The lines of one finding.</summary>
    public static IEnumerable<string> Lines(int number, Finding finding)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"{number,3}. {Word(finding.Outcome),-7} {finding.Name}");
        foreach (var (label, text) in (IEnumerable<(string, string?)>)[("tried", finding.Tried), ("found", finding.Result), ("do", finding.Remedy)])
        {
            if (text is not null)
            {
                foreach (var line in Wrapped($"{label,-6}{text}"))
                {
                    yield return line;
                }
            }
        }
    }

    /// <summary>An outcome in a word.</summary>
    public static string Word(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Ok => "ok",
        CheckOutcome.Warning => "warning",
        CheckOutcome.Failed => "FAILED",
        _ => "skipped",
    };

    private static IEnumerable<string> Wrapped(string text)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && Indent + line.Length + 1 + word.Length > Width)
            {
                yield return new string(' ', Indent) + line.TrimEnd();
                line = "      ";
            }

            line += line.Length == 0 || line.EndsWith("      ", StringComparison.Ordinal) ? word : " " + word;
        }

        yield return new string(' ', Indent) + line;
    }
}
