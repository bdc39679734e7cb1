using F23.StringSimilarity;

namespace MusicSync.Worker.Matching.Text;

/// <summary>Tells a slip of the pen from another word.</summary>
internal static class Spelling
{
    private static readonly OptimalStringAlignment Edits = new();

    /// <summary>Whether two words are one word, misspelt or masked ("f**k") on one side.</summary>
    public static bool IsSame(string left, string right)
    {
        if (string.Equals(left, right, StringComparison.Ordinal))
        {
            return true;
        }

        if (left.Contains('*') || right.Contains('*'))
        {
            return IsMasked(left, right);
        }

        return IsSlip(left, right);
    }

    /// <summary>Whether two texts of some length differ by a slip: one letter from 4 letters on, two from 12 on.</summary>
    public static bool IsSlip(string left, string right)
    {
        var shorter = Math.Min(left.Length, right.Length);
        var allowed = shorter switch { < 4 => 0, < 12 => 1, _ => 2 };
        if (Math.Abs(left.Length - right.Length) > allowed || left.Any(char.IsAsciiDigit) || right.Any(char.IsAsciiDigit))
        {
            return false;
        }

        return allowed > 0 && Edits.Distance(left, right) <= allowed;
    }

    private static bool IsMasked(string left, string right) =>
        left.Length == right.Length
            && left.Zip(right).All(pair => pair.First == pair.Second || pair.First == '*' || pair.Second == '*');
}
