using HpcClient.Engine.Images;
using HpcClient.Engine.Layout;

namespace HpcClient.Engine.Runtimes;

/// <summary>Fetches a tarball and unpacks it into a temporary folder beside the store.</summary>
internal sealed class RootfsFolder(RuntimeTools tools)
{
    /// <summary>Makes the folder <paramref name="target"/> of <paramref name="image"/>'s content.</summary>
    public async Task MakeAsync(ImageReference image, string target, CancellationToken cancellationToken)
    {
        FetchRule.Check(image, tools.Settings, $"the image store ({tools.Store.Paths.Folder})");
        var tarball = $"{target}.tar";
        try
        {
            await new RootfsDownload(tools.Source).FetchAsync(image, tarball, cancellationToken);
            await RootfsExtractor.ExtractAsync(tarball, target, cancellationToken);
        }
        catch
        {
            Tree.Delete(target);
            throw;
        }
        finally
        {
            File.Delete(tarball);
        }
    }
}
