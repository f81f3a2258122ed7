using HpcClient.Faults.Tests.Cluster;
using HpcClient.Faults.Tests.Table;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(Clusters))]
[assembly: AssemblyFixture(typeof(OutcomeTable))]

// Twice two cores' worth of scenarios that mostly wait.
[assembly: Parallelization(Mode = ParallelMode.All, MaxThreads = 8)]
