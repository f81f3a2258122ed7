using HpcClient.Scheduling;

namespace HpcClient.Casting.Planning.Resources;

/// <summary>How a job asks for one thing, for the manual.</summary>
/// <param name="Noun">What is asked for.</param>
/// <param name="Options">Options of the gear that ask for it; what counts first in front.</param>
/// <param name="Tags">Tags that ask for it, as they are written: <c>cpu=</c> with a value, <c>gpu</c> without.</param>
/// <param name="Form">What the value looks like.</param>
/// <param name="Leave">Which keys of <c>cast.yml</c> allow or limit it, in words.</param>
/// <param name="Kind">What the scheduler must have for it; <see cref="ResourceKinds.None"/> where all have it.</param>
public sealed record AskingWord(string Noun, IReadOnlyList<string> Options, IReadOnlyList<string> Tags, string Form, string Leave, ResourceKinds Kind);
