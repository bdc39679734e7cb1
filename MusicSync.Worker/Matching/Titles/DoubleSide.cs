using MusicSync.Worker.Matching.Text;

namespace MusicSync.Worker.Matching.Titles;

/// <summary>Both songs of a single that a chart lists as one: <c>Maggie May / Reason to Believe</c>.</summary>
internal static class DoubleSide
{
    /// <summary>How many searches ask for the sides of their own.</summary>
    public const int Sides = 2;

    private const int ShortestSide = 4;

    /// <summary>The sides, or nothing when the slash is part of a name ("24/7", "Ac/Dc").</summary>
    public static IReadOnlyList<Phrase> Of(string core)
    {
        if (!core.Contains('/'))
        {
            return [];
        }

        Phrase[] sides = [.. core.Split('/').Select(Phrase.Of)];

        return sides.All(side => side.Compact.Length >= ShortestSide) ? sides : [];
    }
}
