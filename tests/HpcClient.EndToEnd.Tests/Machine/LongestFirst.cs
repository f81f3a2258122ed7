using HpcClient.EndToEnd.Tests.Demos;
using HpcClient.EndToEnd.Tests.Manual;
using HpcClient.EndToEnd.Tests.Packages;
using HpcClient.EndToEnd.Tests.Runtimes;
using HpcClient.EndToEnd.Tests.Sweeps;
using Xunit.v3;

namespace HpcClient.EndToEnd.Tests.Machine;

/// <summary>What takes longest begins first, so that nothing is waited for alone at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly Type[] Long =
        [typeof(AddASchedulerTests), typeof(SlurmDemoTests), typeof(UpdateTests), typeof(SlurmRuntimeTests), typeof(PhantomDemoTests), typeof(OrderTests)];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : Xunit.Sdk.ITestCollection => [.. testCollections.OrderBy(Place)];

    // A class is a collection, whose name holds the class's.
    private static int Place<TTestCollection>(TTestCollection collection)
        where TTestCollection : Xunit.Sdk.ITestCollection =>
        Array.FindIndex(Long, type => collection.TestCollectionDisplayName.Contains(type.FullName!, StringComparison.Ordinal)) is var place and >= 0 ? place : Long.Length;
}
