using System.Globalization;
using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Images.Store;

/// <summary>Who holds a lease or uses an image: a process of a node, and once more a nonce, so that no two texts are the same.</summary>
/// <param name="Node">Name of the node.</param>
/// <param name="Process">The process on it.</param>
/// <param name="Text">As it stands in files: <c>NODE PID START NONCE</c>.</param>
internal sealed record StoreHolder(string Node, ProcessIdentity Process, string Text)
{
    /// <summary>This process, with a nonce of its own.</summary>
    public static StoreHolder Me(string node)
    {
        var me = ProcessIdentity.Current();
        return new(node, me, string.Create(CultureInfo.InvariantCulture, $"{node} {me.ProcessId} {me.StartTicks} {Guid.NewGuid():N}"));
    }

    /// <summary>Whoever <paramref name="text"/> names; null when it names nobody.</summary>
    public static StoreHolder? Read(string text) =>
        text.Split(' ') is [var node, var id, var ticks, _]
        && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var process)
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            ? new(node, new(process, start), text)
            : null;

    /// <summary>Whether it is surely gone, as only its own node can tell.</summary>
    /// <param name="node">The node that asks.</param>
    public bool IsSurelyDead(string node) => node == Node && !Process.IsAlive();
}
