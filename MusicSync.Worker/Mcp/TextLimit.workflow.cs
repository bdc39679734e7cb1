using System.Text;

namespace MusicSync.Worker.Mcp;

/// <summary>Bounds answers of tools, which histories and questions to models hold. Pure.</summary>
internal static class TextLimit
{
    /// <summary>A text of at most so many bytes, with a note behind it where it was cut.</summary>
    public static string Cut(string text, int maxBytes)
    {
        if (Encoding.UTF8.GetByteCount(text) <= maxBytes)
        {
            return text;
        }

        // Cut in front of a character, not inside one.
        var (length, bytes) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > maxBytes)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return $"{text[..length]}\n[cut after {length} of {text.Length} characters; ask for less at once]";
    }
}
