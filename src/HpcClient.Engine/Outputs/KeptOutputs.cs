using HpcClient.Engine.Layout;
using HpcClient.Engine.Running;

namespace HpcClient.Engine.Outputs;

/// <summary>Outputs that could not be brought to the site stay where somebody can fetch them.</summary>
internal static class KeptOutputs
{
    /// <returns>A sentence that says where they are.</returns>
    public static string Keep(JobRun run, OutputSet outputs)
    {
        if (outputs.Files.Count == 0)
        {
            return "There were no files to keep.";
        }

        try
        {
            var folder = Path.Combine(run.Settings.Folder.State, "kept-outputs", run.Job.Id);
            Tree.Delete(folder);
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            foreach (var file in outputs.Files)
            {
                File.Copy(file.Path, Path.Combine(folder, file.Name));
            }

            return $"They are kept in {folder} on {Environment.MachineName}.";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"They could not be kept either: {e.Message}";
        }
    }
}
