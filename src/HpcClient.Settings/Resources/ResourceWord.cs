using System.Text.RegularExpressions;

namespace HpcClient.Settings.Resources;

/// <summary>
/// Which names of partitions, accounts and the like can be: they stand in scripts, behind options of a scheduler's command.
/// </summary>
public static partial class ResourceWord
{
    /// <summary>What a name may look like, for a sentence.</summary>
    public const string NameForm = "letters, digits and the characters . _ -, at most 64, not beginning with -";

    /// <summary>What a constraint may look like, for a sentence.</summary>
    public const string ConstraintForm = "letters, digits and the characters . _ - = & | ! * [ ] ( ) and comma, at most 256, not beginning with -";

    /// <summary>Whether <paramref name="text"/> can be the name of a partition, an account, a QOS or a type of GPU.</summary>
    public static bool IsName(string text) => Name().IsMatch(text);

    /// <summary>Whether <paramref name="text"/> can be a constraint: a feature, or an expression that an admin lists.</summary>
    public static bool IsConstraint(string text) => Constraint().IsMatch(text);

    [GeneratedRegex(@"\A[A-Za-z0-9_.][A-Za-z0-9_.-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[A-Za-z0-9_.=&|!*\[\](),][A-Za-z0-9_.=&|!*\[\](),-]{0,255}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Constraint();
}
