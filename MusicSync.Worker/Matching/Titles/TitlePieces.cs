using System.Text;

namespace MusicSync.Worker.Matching.Titles;

/// <summary>A stretch of a title.</summary>
/// <param name="Text">The text without its brackets or dash.</param>
/// <param name="IsMain">Whether it stands outside brackets and before the first dash.</param>
/// <param name="IsSuffix">Whether it stands outside brackets and after a dash.</param>
internal readonly record struct TitlePiece(string Text, bool IsMain, bool IsSuffix);

/// <summary>Cuts a title at brackets and spaced dashes: <c>Walls (Live) - 2011 Remaster</c> has three pieces.</summary>
internal static class TitlePieces
{
    private const string Opening = "([{（【「『〔";
    private const string Closing = ")]}）】」』〕";

    /// <summary>The pieces in their order, none empty.</summary>
    public static List<TitlePiece> Of(string title)
    {
        var pieces = new List<TitlePiece>();
        var text = new StringBuilder();
        var depth = 0;
        var main = true;
        foreach (var letter in title.Replace('–', '-').Replace('—', '-'))
        {
            if (Opening.Contains(letter))
            {
                main = Flush(pieces, text, depth, main);
                depth++;
            }
            else if (Closing.Contains(letter))
            {
                main = Flush(pieces, text, depth, main);
                depth = Math.Max(0, depth - 1);
            }
            else
            {
                text.Append(letter);
            }
        }

        Flush(pieces, text, depth, main);

        return pieces;
    }

    // Returns whether text outside brackets is still main text, that is, no dash has come yet.
    private static bool Flush(List<TitlePiece> pieces, StringBuilder text, int depth, bool main)
    {
        var value = text.ToString();
        text.Clear();
        if (depth > 0)
        {
            Add(pieces, value, isMain: false, isSuffix: false);

            return main;
        }

        var parts = $" {value} ".Split(" - ");
        for (var at = 0; at < parts.Length; at++)
        {
            main &= at == 0;
            Add(pieces, parts[at], main, !main);
        }

        return main;
    }

    private static void Add(List<TitlePiece> pieces, string text, bool isMain, bool isSuffix)
    {
        var trimmed = text.Trim();
        if (trimmed.Any(letter => !char.IsPunctuation(letter)))
        {
            pieces.Add(new TitlePiece(trimmed, isMain, isSuffix));
        }
        else if (isMain && trimmed.Length > 1 && pieces.Count == 0)
        {
            pieces.Add(new TitlePiece(trimmed, IsMain: true, IsSuffix: false));
        }
    }
}
