namespace HpcClient;

/// <summary>
/// Templates written for the Python client start <c>./engine run --single-job ID</c>: the executable called through a
/// link named <c>engine</c> (or <c>engine--…</c>, as sites name versions) is our engine.
/// </summary>
internal static class CalledAs
{
    /// <summary>The name by which it is the engine.</summary>
    public const string EngineName = "engine";

    /// <summary>Whether the executable was called by that name; its root command is then the engine.</summary>
    public static bool Engine => CallName() is var name && (name == EngineName || name.StartsWith("engine--", StringComparison.Ordinal));

    private static string CallName()
    {
        try
        {
            // The runtime's own idea of argv[0] is the resolved path; the kernel remembers the link's name.
            var commandLine = File.ReadAllBytes("/proc/self/cmdline");
            var end = Array.IndexOf(commandLine, (byte)0);
            return Path.GetFileName(System.Text.Encoding.UTF8.GetString(commandLine, 0, Math.Max(0, end)));
        }
        catch (IOException)
        {
            return Path.GetFileName(Environment.ProcessPath) ?? "";
        }
    }
}
