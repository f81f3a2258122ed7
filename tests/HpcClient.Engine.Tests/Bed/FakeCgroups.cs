namespace HpcClient.Engine.Tests.Bed;

/// <summary>A <c>/proc</c> and trees of control groups in a folder, as a kernel would show them to a process.</summary>
internal sealed class FakeCgroups
{
    private readonly string _root;
    private readonly List<string> _mounts = [];
    private readonly List<string> _membership = [];

    public FakeCgroups(string root)
    {
        _root = root;
        Directory.CreateDirectory(Path.Combine(Proc, "self"));
        _mounts.Add("22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/root rw");
        Write();
    }

    public string Proc => Path.Combine(_root, "proc");

    /// <summary>Mounts a hierarchy of version 1 with files that only its root group has, and puts the process into <paramref name="path"/>.</summary>
    public FakeCgroups V1(string controllers, string path, string mountedPart = "/")
    {
        var folder = Mount(controllers.Replace(',', '+'));
        File.WriteAllText(Path.Combine(folder, "release_agent"), "");
        _mounts.Add($"31 22 0:28 {mountedPart} {Escaped(folder)} rw,nosuid - cgroup cgroup rw,{controllers}");
        _membership.Add($"{_membership.Count + 2}:{controllers}:{path}");
        Write();
        return this;
    }

    /// <summary>Mounts version 2 and puts the process into <paramref name="path"/>.</summary>
    public FakeCgroups V2(string path, string mountedPart = "/")
    {
        _mounts.Add($"40 22 0:37 {mountedPart} {Escaped(Mount("unified"))} rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate");
        _membership.Add($"0::{path}");
        Write();
        return this;
    }

    /// <summary>Writes files of a group: the part after the first space is the content, <c>;</c> a new line.</summary>
    public FakeCgroups Group(string mount, string path, params ReadOnlySpan<string> files)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Mount(mount), path.TrimStart('/'))).FullName;
        foreach (var file in files)
        {
            var space = file.IndexOf(' ', StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(folder, file[..space]), file[(space + 1)..].Replace(';', '\n') + "\n");
        }

        return this;
    }

    public string Mount(string name) => Directory.CreateDirectory(Path.Combine(_root, "sys fs", name)).FullName;

    public FakeCgroups Garbage()
    {
        File.WriteAllText(Path.Combine(Proc, "self", "mountinfo"), "\0\n- - - - - - -\n1 2 3 4 5 6 - cgroup2\n1 2 3 / /x 6 -\n");
        File.WriteAllText(Path.Combine(Proc, "self", "cgroup"), "::\n\0:memory\n0::\n5:memory:job_7\n");
        return this;
    }

    private static string Escaped(string path) => path.Replace(" ", "\\040", StringComparison.Ordinal);

    private void Write()
    {
        File.WriteAllLines(Path.Combine(Proc, "self", "mountinfo"), _mounts);
        File.WriteAllLines(Path.Combine(Proc, "self", "cgroup"), _membership);
    }
}
