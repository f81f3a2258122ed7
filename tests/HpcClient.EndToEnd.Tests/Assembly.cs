using HpcClient.EndToEnd.Tests.Machine;
using Xunit.v3;

// Their programs wait for polls, schedulers and containers more than they compute: with one test a core, half of the machine stands idle.
[assembly: Parallelization(MaxThreads = 4)]
[assembly: TestCollectionOrderer(typeof(LongestFirst))]
