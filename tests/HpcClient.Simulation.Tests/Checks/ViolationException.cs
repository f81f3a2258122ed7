namespace HpcClient.Simulation.Tests.Checks;

/// <summary>A promise was broken.</summary>
internal sealed class ViolationException(string what) : Exception(what);
