namespace HpcClient.Scheduling.Observations;

/// <summary>Counts who stands before whom: jobs that wait for the same place, those of higher priority first, then the older.</summary>
internal sealed class WaitingLine
{
    private readonly Dictionary<string, List<(double Priority, long Order)>> _places = [];
    private bool _sorted;

    /// <summary>Adds a job that may start as soon as there is room. One that is held or waits for another job stands in nobody's way.</summary>
    public void Add(string place, double priority, long order)
    {
        if (!_places.TryGetValue(place, out var line))
        {
            _places.Add(place, line = []);
        }

        line.Add((-priority, order));
        _sorted = false;
    }

    /// <summary>How many of those that were added stand before a job that was.</summary>
    public int Before(string place, double priority, long order)
    {
        if (!_sorted)
        {
            foreach (var line in _places.Values)
            {
                line.Sort();
            }

            _sorted = true;
        }

        if (!_places.TryGetValue(place, out var waiting))
        {
            return 0;
        }

        var index = waiting.BinarySearch((-priority, order));
        return index < 0 ? ~index : index;
    }
}
