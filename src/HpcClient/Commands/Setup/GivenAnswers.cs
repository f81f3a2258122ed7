using HpcClient.Posix.Files;
using HpcClient.Settings;
using HpcClient.Settings.Setup;

namespace HpcClient.Commands.Setup;

/// <summary>Answers without a person: from a file, and what is found or the default where it says nothing.</summary>
/// <param name="texts">Answers of the file.</param>
/// <param name="faults">What is wrong with the file already.</param>
/// <param name="file">The file, for messages; null without one.</param>
internal sealed class GivenAnswers(IReadOnlyDictionary<string, GivenAnswer> texts, IReadOnlyList<SettingsFault> faults, string? file)
{
    /// <summary>No file: defaults alone.</summary>
    public static GivenAnswers None { get; } = new(new Dictionary<string, GivenAnswer>(), [], null);

    /// <summary>Reads a file.</summary>
    public static GivenAnswers Of(string path)
    {
        var (texts, faults) = AnswersFile.Read(path, [.. Questions.All.Select(question => question.Key)]);
        return texts.ContainsKey(Questions.Secret) && PrivateFile.Fault(path) is { } open
            ? new(texts, [.. faults, new(Path.GetFullPath(path), 0, 0, Questions.Secret, "The file holds the secret and is open to other users.", open[open.IndexOf("Run: ", StringComparison.Ordinal)..])], path)
            : new(texts, faults, path);
    }

    /// <summary>Puts the answers together.</summary>
    /// <returns>The answers; or all that is wrong, in the order of the file.</returns>
    public (Answers? Answers, IReadOnlyList<string> Faults) With(SetupFacts facts)
    {
        var answers = new Answers();
        var wrong = faults.ToList();
        foreach (var question in Questions.All)
        {
            var given = texts.GetValueOrDefault(question.Key);
            var text = question.Read(given?.Text ?? (question.Applies(facts, answers) ? question.Default(facts, answers) : ""));
            answers[question.Key] = text;

            // A default that is nothing is one that is filled in later.
            if ((given is not null || text.Length > 0) && question.Fault(text, facts, answers) is { } fault)
            {
                wrong.Add(new(file is null ? "" : Path.GetFullPath(file), given?.Line ?? 0, given?.Column ?? 0, question.Key, fault, ""));
            }
        }

        return (wrong.Count == 0 ? answers : null, [.. wrong.OrderBy(fault => fault.Line).Select(Words)]);
    }

    private static string Words(SettingsFault fault) => (fault.Line > 0 || fault.Remedy.Length > 0 ? fault.ToString() : $"{fault.Key}: {fault.Problem}").TrimEnd();
}
