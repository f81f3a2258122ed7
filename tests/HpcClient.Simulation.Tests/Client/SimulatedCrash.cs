namespace HpcClient.Simulation.Tests.Client;

/// <summary>The client's process is dead at this very point. Nothing in the client may catch it.</summary>
internal sealed class SimulatedCrash : Exception;
