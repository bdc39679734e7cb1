namespace MusicSync.Worker.Songs;

/// <summary>A line of a text without the blanks around it.</summary>
/// <param name="Number">Where it stands, from 1.</param>
/// <param name="Text">The line.</param>
internal readonly record struct TextLine(int Number, string Text);

/// <summary>Takes a text line by line: a list of all lines would be ten times as large as a text of short ones.</summary>
internal static class TextLines
{
    /// <summary>Lines that are not blank; each of the three kinds of line ends counts.</summary>
    public static IEnumerable<TextLine> Of(string text)
    {
        var number = 0;
        for (var at = 0; at <= text.Length;)
        {
            number++;
            var length = text.AsSpan(at).IndexOfAny('\r', '\n');
            var end = length < 0 ? text.Length : at + length;
            if (text[at..end].Trim() is { Length: > 0 } line)
            {
                yield return new TextLine(number, line);
            }

            at = end + (end + 1 < text.Length && text[end] == '\r' && text[end + 1] == '\n' ? 2 : 1);
        }
    }
}
