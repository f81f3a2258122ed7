namespace HpcClient.Engine.Images.Store;

/// <summary>One image of the store.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="Bytes">Bytes on disk.</param>
/// <param name="LastUse">When it was given out last.</param>
/// <param name="Users">How many use it now.</param>
/// <param name="State">What a cheap look says.</param>
public sealed record StoredImage(string Name, string Source, long Bytes, DateTimeOffset LastUse, int Users, EntryState State);
