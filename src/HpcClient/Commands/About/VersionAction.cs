using System.CommandLine;
using System.CommandLine.Invocation;

namespace HpcClient.Commands.About;

/// <summary><c>--version</c>: version, commit and build, one a line.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    /// <summary>Lets <c>--version</c> of <paramref name="root"/> say it.</summary>
    public static void Set(RootCommand root) => root.Options.OfType<VersionOption>().Single().Action = new VersionAction();

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        foreach (var line in BuildIdentity.Own.Lines)
        {
            Console.WriteLine(line);
        }

        return ExitCodes.Success;
    }
}
