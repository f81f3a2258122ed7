namespace HpcClient.Simulation.Tests;

/// <summary>All chance of one schedule. The same seed throws the same numbers on every machine.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random _random = new(seed);

    public bool Chance(double probability) => probability > 0 && _random.NextDouble() < probability;

    /// <summary>A number from <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    public int Between(int least, int most) => (int)_random.NextInt64(least, most + 1L);

    public TimeSpan Seconds(double least, double most) => TimeSpan.FromMilliseconds(Math.Round(1000 * (least + (_random.NextDouble() * (most - least)))));

    public T Of<T>(params ReadOnlySpan<T> values) => values[_random.Next(values.Length)];

    public T? Any<T>(IReadOnlyList<T> values)
        where T : class => values.Count == 0 ? null : values[_random.Next(values.Count)];
}
