namespace HpcClient.Demo.Scenarios;

/// <summary>A gear that the demo brings to the site.</summary>
/// <param name="ManifestPath">Its manifest.</param>
/// <param name="Image">Its image as <c>site gear add --image</c> takes it.</param>
internal sealed record DemoGear(string ManifestPath, string Image);
