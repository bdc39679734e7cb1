using System.Globalization;
using MusicSync.Worker.Syncs;

namespace MusicSync.Worker.Pages.Views;

/// <summary>An outcome as the page shows it: never by colour alone, always with a sign and a word.</summary>
/// <param name="Key">Its name in addresses and style sheets.</param>
/// <param name="Sign">A character.</param>
/// <param name="Word">A word or two.</param>
public sealed record Outcome(string Key, string Sign, string Word)
{
    internal static readonly Outcome Accepted = new("accepted", "✓", "found");
    internal static readonly Outcome Review = new("review", "?", "to decide");
    internal static readonly Outcome Missing = new("missing", "–", "not on Spotify");
    internal static readonly Outcome Duplicate = new("duplicate", "≡", "repeated");
    internal static readonly Outcome Rejected = new("rejected", "!", "cannot be read");
    internal static readonly Outcome Pending = new("pending", "…", "to look up");

    internal static readonly IReadOnlyList<Outcome> All = [Accepted, Review, Missing, Duplicate, Rejected, Pending];

    internal static Outcome Of(RowOutcome outcome) => outcome switch
    {
        RowOutcome.Accepted => Accepted,
        RowOutcome.Review => Review,
        RowOutcome.Missing => Missing,
        RowOutcome.Duplicate => Duplicate,
        RowOutcome.Rejected => Rejected,
        _ => Pending,
    };
}

/// <summary>One stretch of the bar.</summary>
/// <param name="Outcome">What it stands for.</param>
/// <param name="Count">How many rows.</param>
/// <param name="Start">Where it begins, in percent.</param>
/// <param name="Width">How wide it is, in percent.</param>
public sealed record Stretch(Outcome Outcome, int Count, string Start, string Width);

/// <summary>The one picture people look at, and the same in words.</summary>
/// <param name="Stretches">Outcomes that have rows; what is left of the width is not looked up yet.</param>
/// <param name="Text">The same for those who do not see it.</param>
public sealed record Bar(IReadOnlyList<Stretch> Stretches, string Text)
{
    // One row of 10,000 would not be seen.
    private const double MinWidth = 0.8;

    /// <summary>Draws the counts.</summary>
    /// <param name="songs">All rows.</param>
    /// <param name="outcomes">What became of them; null while nothing is known.</param>
    internal static Bar Of(SongCounts songs, OutcomeCounts? outcomes)
    {
        (Outcome Outcome, int Count)[] counts =
        [
            (Outcome.Accepted, outcomes?.Accepted ?? 0),
            (Outcome.Review, outcomes?.Review ?? 0),
            (Outcome.Missing, outcomes?.Missing ?? 0),
            (Outcome.Duplicate, outcomes?.Duplicate ?? 0),
            (Outcome.Rejected, songs.Rejected),
        ];
        var shown = counts.Where(share => share.Count > 0).ToList();
        var open = Math.Max(0, songs.Total - shown.Sum(share => share.Count));
        var widths = Widths([.. shown.Select(share => share.Count)], open);
        var stretches = shown.Select((share, at) => new Stretch(
            share.Outcome, share.Count, Percent(widths.Take(at).Sum()), Percent(widths[at])));
        string[] words = [.. shown.Append((Outcome.Pending, open)).Where(share => share.Item2 > 0).Select(share => $"{Counted.Number(share.Item2)} {share.Item1.Word}")];
        return new Bar([.. stretches], words.Length == 0 ? "Nothing yet" : $"Of {Counted.Songs(songs.Total)}: {string.Join(", ", words)}");
    }

    // What small ones get, large ones give.
    private static double[] Widths(int[] counts, int open)
    {
        double total = Math.Max(1, counts.Sum() + open);
        var small = counts.Count(count => 100 * count / total < MinWidth);
        var large = counts.Append(open).Where(count => 100 * count / total >= MinWidth).Sum();
        return [.. counts.Select(count => 100 * count / total < MinWidth ? MinWidth : (100 - (small * MinWidth)) * count / Math.Max(1, large))];
    }

    private static string Percent(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
