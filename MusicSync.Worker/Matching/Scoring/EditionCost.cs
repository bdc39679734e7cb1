using MusicSync.Worker.Matching.Titles;

namespace MusicSync.Worker.Matching.Scoring;

/// <summary>How far two editions of one recording are apart.</summary>
internal static class EditionCost
{
    private static readonly (Editions Kind, double Cost)[] Costs =
    [
        (Editions.Remaster, 0.01), (Editions.Single, 0.012), (Editions.Album, 0.012), (Editions.RadioEdit, 0.02),
        (Editions.Soundtrack, 0.02), (Editions.Mono, 0.015), (Editions.Stereo, 0.01), (Editions.Explicit, 0.002),
        (Editions.Clean, 0.03), (Editions.Bonus, 0.005), (Editions.Year, 0.005), (Editions.Original, 0.01),
    ];

    /// <summary>The cost of all words that stand on one side only.</summary>
    public static double Between(Editions asked, Editions given) =>
        Costs.Where(entry => ((asked ^ given) & entry.Kind) != 0).Sum(entry => entry.Cost);

    /// <summary>The difference in words, or null when there is none.</summary>
    public static string? Note(VersionLabel asked, VersionLabel given)
    {
        if (asked.Editions == given.Editions)
        {
            return null;
        }

        return given.Words.Length > 0 ? $"another edition: {given.Words}" : $"the plain edition, the list says \"{asked.Words}\"";
    }
}
