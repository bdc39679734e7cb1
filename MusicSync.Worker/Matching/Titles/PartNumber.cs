using MusicSync.Worker.Matching.Text;

namespace MusicSync.Worker.Matching.Titles;

/// <summary>A title without its part or volume number, and the number.</summary>
/// <param name="Words">Words without the number.</param>
/// <param name="Number">The numbers, such as <c>part 1 2</c>; empty when there is none.</param>
internal readonly record struct PartNumber(string[] Words, string Number)
{
    /// <summary>Whether only the first part is meant, which is what a title without a number means too.</summary>
    public bool IsFirst => Number is "part 1" or "part 1 2";

    /// <summary>Takes <c>Pt. 2</c> or <c>Vol. 4</c> out of a title; a title that is nothing else stays whole.</summary>
    public static PartNumber Of(Phrase title)
    {
        var at = Array.FindIndex(title.Words, word => word is "part" or "volume" or "chapter");
        if (at < 0 || at + 1 >= title.Words.Length)
        {
            return new PartNumber(title.Words, "");
        }

        var numbers = title.Words.Skip(at + 1).TakeWhile(word => word == "and" || Counted(word) is not null).ToArray();
        var counted = numbers.Select(Counted).OfType<string>().ToArray();
        if (counted.Length == 0 || title.Words.Length == numbers.Length + 1)
        {
            return new PartNumber(title.Words, "");
        }

        return new PartNumber(
            [.. title.Words.Take(at), .. title.Words.Skip(at + 1 + numbers.Length)],
            $"{title.Words[at]} {string.Join(' ', counted)}");
    }

    // Only beside "part" are single letters Roman numerals.
    private static string? Counted(string word) => word switch
    {
        "i" or "a" => "1",
        "b" => "2",
        "v" => "5",
        "x" => "10",
        _ when WordForms.IsNumber(word) => word,
        _ => null,
    };
}
