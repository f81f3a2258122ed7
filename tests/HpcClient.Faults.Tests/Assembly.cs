using HpcClient.Faults.Tests.Cluster;
using HpcClient.Faults.Tests.Table;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(Clusters))]
[assembly: AssemblyFixture(typeof(OutcomeTable))]

// All at once; Clusters bounds how many really play.
[assembly: Parallelization(Mode = ParallelMode.All, MaxThreads = 8)]
