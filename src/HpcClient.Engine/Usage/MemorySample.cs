namespace HpcClient.Engine.Usage;

/// <summary>Memory of a control group at one moment, in bytes. Null means: the kernel does not tell.</summary>
/// <param name="Used">All that counts against its limit.</param>
/// <param name="FileCache">The part of it that holds copies of files: the kernel gives it back before it kills anybody.</param>
/// <param name="HighMark">The most that <paramref name="Used"/> ever was.</param>
internal readonly record struct MemorySample(long? Used, long? FileCache, long? HighMark);
