namespace MusicSync.Benchmarks.Stack;

/// <summary>Median and extremes of times in milliseconds.</summary>
internal sealed record Spread(double MedianMs, double MinMs, double MaxMs)
{
    public static Spread Of(IReadOnlyCollection<double> times)
    {
        double[] sorted = [.. times.Order()];
        return new(Math.Round(sorted[sorted.Length / 2], 1), Math.Round(sorted[0], 1), Math.Round(sorted[^1], 1));
    }
}
