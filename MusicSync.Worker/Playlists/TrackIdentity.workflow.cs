using MusicSync.Worker.Matching.Text;

namespace MusicSync.Worker.Playlists;

/// <summary>When two tracks count as the same song in a playlist, beyond having the same URI. Pure.</summary>
internal static class TrackIdentity
{
    // Relinking answers another id of the same recording; its length may differ by rounding only.
    private const int DurationToleranceMs = 2_000;

    /// <summary>Title and artists without case, marks and order; equal keys are the same song if the lengths agree.</summary>
    public static string TextKey(string title, IReadOnlyList<string> artists)
    {
        var names = artists.Select(Folding.Fold).Order(StringComparer.Ordinal);
        return $"{Folding.Fold(title)}\n{string.Join('\n', names)}";
    }

    /// <summary>A length of 0 is unknown and never supports an approximate match.</summary>
    public static bool SameLength(int oneMs, int otherMs) =>
        oneMs > 0 && otherMs > 0 && Math.Abs(oneMs - otherMs) <= DurationToleranceMs;
}
