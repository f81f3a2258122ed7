using Xunit.v3;

// Gears, containers and registries are waited for more than computed.
[assembly: Parallelization(MaxThreads = 4)]
