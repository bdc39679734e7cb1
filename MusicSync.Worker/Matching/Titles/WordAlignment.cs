using MusicSync.Worker.Matching.Text;

namespace MusicSync.Worker.Matching.Titles;

/// <summary>How two lists of words compare, word by word.</summary>
/// <param name="Similarity">1 for equal, 0 for nothing in common.</param>
/// <param name="InOrder">Whether the common words stand in the same order.</param>
/// <param name="IsComplete">Whether all words but articles have a partner.</param>
internal readonly record struct WordAlignment(double Similarity, bool InOrder, bool IsComplete)
{
    private const double SmallWord = 0.2;
    private const double SlipCost = 0.15;
    private static readonly WordAlignment Nothing = new(0, false, false);

    /// <summary>Pairs the words of both sides; a number without its equal on the other side makes them wholly different.</summary>
    public static WordAlignment Between(string[] left, string[] right)
    {
        var free = Enumerable.Range(0, right.Length).ToList();
        var cost = 0.0;
        var last = -1;
        var inOrder = true;
        var complete = true;
        var total = left.Sum(Weight) + right.Sum(Weight);
        for (var at = 0; at < left.Length; at++)
        {
            var (found, price) = Partner(left, at, right, free);
            if (found < 0)
            {
                if (WordForms.IsNumber(left[at]))
                {
                    return Nothing;
                }

                cost += Weight(left[at]);
                complete &= WordForms.IsArticle(left[at]);
                continue;
            }

            inOrder &= found > last || WordForms.IsSmall(left[at]);
            last = WordForms.IsSmall(left[at]) ? last : found;
            cost += price * (Weight(left[at]) + Weight(right[found]));
        }

        if (free.Any(index => WordForms.IsNumber(right[index])))
        {
            return Nothing;
        }

        cost += free.Sum(index => Weight(right[index]));

        complete &= free.All(index => WordForms.IsArticle(right[index]));

        return new WordAlignment(total == 0 ? 0 : 1 - (cost / total), inOrder, complete);
    }

    private static (int Index, double Price) Partner(string[] left, int at, string[] right, List<int> free)
    {
        foreach (var index in free)
        {
            if (string.Equals(right[index], left[at], StringComparison.Ordinal))
            {
                free.Remove(index);

                return (index, 0);
            }
        }

        foreach (var index in free)
        {
            if (Spelling.IsSame(left[at], right[index]) && !left.Contains(right[index], StringComparer.Ordinal))
            {
                free.Remove(index);

                return (index, SlipCost);
            }
        }

        // "Forget You" for "F**k You": a clean title puts another word in the same place.
        if (left.Length == right.Length && free.Contains(at) && (WordForms.IsSwear(left[at]) || WordForms.IsSwear(right[at])))
        {
            free.Remove(at);

            return (at, SlipCost);
        }

        return (-1, 0);
    }

    private static double Weight(string word) => WordForms.IsSmall(word) ? SmallWord : 1;
}
