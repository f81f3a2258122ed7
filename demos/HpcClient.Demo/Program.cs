using HpcClient.Demo;
using HpcClient.Demo.Scenarios;
using HpcClient.Demo.Site;

// Called by ./demo, which prepares what is named here:
//   fw-hpc-demo phantom CLIENT FOLDER GEARS
//   fw-hpc-demo dicom   CLIENT FOLDER PREPARED SIF PODMAN-IMAGE
using var interrupt = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    interrupt.Cancel();
};
try
{
    Scenario scenario;
    switch (args)
    {
        case ["phantom", _, var folder, var gears]:
            scenario = PhantomScenario.Create(folder, gears);
            break;
        case ["dicom", _, var folder, var prepared, var sif, var podmanImage]:
            scenario = DicomScenario.Create(folder, prepared, sif, podmanImage);
            break;
        default:
            Console.Error.WriteLine("This program is started by ./demo.");
            return 2;
    }

    return await new DemoRun(new ClientProgram(args[1], Console.WriteLine), args[2], scenario).RunAsync(interrupt.Token) ? 0 : 1;
}
catch (DemoException e)
{
    Console.Error.WriteLine($"demo: {e.Message}");
    return 1;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("demo: interrupted");
    return 130;
}
