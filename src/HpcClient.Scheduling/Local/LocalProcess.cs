using HpcClient.Posix.Processes;

namespace HpcClient.Scheduling.Local;

/// <summary>A process, told apart from any later one also across restarts of the machine.</summary>
internal sealed record LocalProcess(int ProcessId, long StartTicks, string BootId)
{
    private static readonly string ThisBoot = ReadBoot();

    public static LocalProcess Of(ProcessIdentity identity) => new(identity.ProcessId, identity.StartTicks, ThisBoot);

    public static LocalProcess Current() => Of(ProcessIdentity.Current());

    public bool IsOfThisBoot => BootId == ThisBoot;

    public bool IsAlive() => IsOfThisBoot && new ProcessIdentity(ProcessId, StartTicks).IsAlive();

    private static string ReadBoot()
    {
        try
        {
            return File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
