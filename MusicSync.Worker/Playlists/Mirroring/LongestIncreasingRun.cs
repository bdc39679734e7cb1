namespace MusicSync.Worker.Playlists.Mirroring;

/// <summary>The longest increasing subsequence, by patience sorting: what can stay where it is when a list is put in order. Pure.</summary>
internal static class LongestIncreasingRun
{
    /// <summary>The numbers of one of the longest; of several the one that ends with the smallest numbers.</summary>
    /// <param name="numbers">Numbers, each once.</param>
    public static HashSet<int> Of(IReadOnlyList<int> numbers)
    {
        // tails[n]: index of the smallest number that ends a run of n + 1; before[i]: the index that comes before it in such a run.
        var tails = new List<int>();
        var before = new int[numbers.Count];
        for (var at = 0; at < numbers.Count; at++)
        {
            var length = LowerBound(tails, numbers, numbers[at]);
            before[at] = length > 0 ? tails[length - 1] : -1;
            if (length == tails.Count)
            {
                tails.Add(at);
            }
            else
            {
                tails[length] = at;
            }
        }

        var run = new HashSet<int>(tails.Count);
        for (var at = tails.Count > 0 ? tails[^1] : -1; at >= 0; at = before[at])
        {
            run.Add(numbers[at]);
        }

        return run;
    }

    private static int LowerBound(List<int> tails, IReadOnlyList<int> numbers, int number)
    {
        var (low, high) = (0, tails.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = numbers[tails[middle]] < number ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
