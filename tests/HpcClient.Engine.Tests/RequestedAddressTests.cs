using HpcClient.Engine.Inputs;
using HpcClient.Flywheel.Jobs;

namespace HpcClient.Engine.Tests;

public sealed class RequestedAddressTests
{
    private const string One = "5a0000000000000000000001";
    private const string Two = "5a0000000000000000000002";

    [Theory]
    [InlineData($"/acquisitions/{Two}/files/a b.txt", "acquisition")]
    [InlineData($"/sessions/{Two}/files/a%20b.txt", "session")]
    [InlineData($"/analyses/{Two}/files/a b.txt", "analysis")]
    [InlineData($"/projects/{One}/analyses/{Two}/files/a b.txt", "analysis")]
    public void The_formulas_container_is_taken(string uri, string type)
    {
        var container = RequestedAddresses.Apply(Job("scitran", "/flywheel/v0/input/notes", uri), [Notes()]).ShouldHaveSingleItem().Container;

        container.ShouldBe(new() { Type = type, Id = Two });
    }

    [Theory]
    [InlineData("scitran", "/flywheel/v0/input/other")]
    [InlineData("scitran", "/flywheel/v0")]
    [InlineData("http", "/flywheel/v0/input/notes")]
    public void What_the_formula_does_not_name_stays_as_the_configuration_has_it(string type, string location) =>
        RequestedAddresses.Apply(Job(type, location, $"/sessions/{Two}/files/a b.txt"), [Notes()]).ShouldBe([Notes()]);

    [Fact]
    public void A_job_without_formula_keeps_its_configuration() =>
        RequestedAddresses.Apply(new() { IdField = One }, [Notes()]).ShouldBe([Notes()]);

    [Theory]
    [InlineData("https://elsewhere.example.org/files/a b.txt")]
    [InlineData($"/acquisitions/{Two}/files/other.txt")]
    [InlineData($"/acquisitions/{Two}/files/../../../users/files/a b.txt")]
    [InlineData($"/acquisitions/../files/a b.txt")]
    [InlineData($"/users/{Two}/files/a b.txt")]
    [InlineData($"/acquisitions/{Two}?root=true/files/a b.txt")]
    [InlineData($"/jobs/{Two}/analyses/{Two}/files/a b.txt")]
    [InlineData("")]
    [InlineData("/files/a b.txt")]
    public void An_address_that_is_not_that_of_the_file_is_refused_with_the_input(string uri)
    {
        var fault = Should.Throw<EngineFault>(() => RequestedAddresses.Apply(Job("scitran", "/flywheel/v0/input/notes", uri), [Notes()]));

        fault.Message.ShouldContain("the input 'notes' (a b.txt)");
    }

    private static InputFile Notes() => new("notes", "a b.txt", new() { Type = "acquisition", Id = One }, 7);

    private static FlywheelJob Job(string type, string location, string uri) =>
        new() { IdField = One, Request = new() { Inputs = [new() { Type = type, Location = location, Uri = uri }] } };
}
