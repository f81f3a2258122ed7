using HpcClient.Commands.Doctor;
using HpcClient.Commands.Doctor.Checks;
using HpcClient.Settings.Folder;

namespace HpcClient.Tests.Commands.Doctor;

public sealed class FolderChecksTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_without_its_state_is_told_and_does_not_end_the_checks()
    {
        var findings = FolderChecks.Run(new WorkFolder(_folder.Path)).ToList();

        findings.Select(finding => finding.Name).ShouldBe(["folder", "rights", "file system"]);
        findings.Select(finding => finding.Outcome).ShouldBe([CheckOutcome.Failed, CheckOutcome.Ok, CheckOutcome.Skipped]);
        findings[0].Remedy.ShouldNotBeNull().ShouldContain("setup --basic");
    }
}
