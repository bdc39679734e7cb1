using System.Text;
using CsCheck;
using MusicSync.Worker.Matching;
using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Tests.Matching;

/// <summary>Rows and tracks such as no list should hold and some list does: every script, and text that is none.</summary>
internal static class AnyText
{
    private static readonly string[] Pieces =
    [
        " ", " - ", " (", ")", "[", "/", " / ", "feat. ", "Live", "Remix", "the", "a", "&", "'", "’", "!", "*", "**", ".", "...", "?", "???",
        "#1", "Pt. 2", "vol", "1999", "=1+1", "@SUM(A1)", "♥", "-", "—", "\"", ",", ";", ":", "|", "_", ".mp3", "03. ", "&amp;", "&#xD800;",
        // Emoji, a flag, a family joined by zero-width joiners.
        "🎵", "🇯🇵", "👨\u200D👩\u200D👧",
        // Right-to-left letters and overrides, combining marks without a letter, zero width, half a surrogate pair, control.
        "שלום", "مرحبا", "\u202E", "\u2067", "\u0301", "e\u0301\u0323\u0308", "\u3099", "\u200B", "\uFEFF", "\u00AD", "\uD83C", "\uDFB5",
        "\0", "\u0007", "\u0085", "\u2028", "\uFFFD", "\uFFFF",
        // Kana with voicing marks, Hangul, Thai without spaces, Cyrillic among Latin, ligatures, full width, mathematical letters.
        "か\u3099く", "방탄소년단", "ที่สุดของหัวใจ", "KoЯn", "ﬁn", "Ａｂｃ", "𝓛𝓸𝓿𝓮", "ß", "İ", "ı", "Ã©", "â€™",
    ];

    private static readonly Gen<string> Piece = Gen.Frequency(
        (16, Gen.OneOf(Pieces)),
        (16, Gen.String[Gen.Char['a', 'z'], 1, 8]),
        (8, Gen.String[Gen.Char, 0, 6]),
        (1, Gen.Select(Gen.Char, Gen.Int[90, 310], (letter, count) => new string(letter, count))),
        (1, Gen.Select(Gen.OneOf(Pieces), Gen.Int[2, 60], (piece, count) => new StringBuilder().Insert(0, piece, count).ToString())));

    /// <summary>A text of at most as many characters as a row's field may have.</summary>
    public static readonly Gen<string> Field = Piece.Array[1, 6].Select(pieces => string.Concat(pieces))
        .Select(text => text.Length <= SongLimits.FieldLength ? text : text[..SongLimits.FieldLength]);

    public static readonly Gen<Song> Song = Gen.Select(
        Field, Field, Field.Null(), Gen.Const("GBAYE0601498").Null(), Gen.Int[0, 4_000_000],
        (title, artist, album, isrc, duration) => new Song(7, title, artist, album, isrc, duration == 0 ? null : duration));

    /// <summary>A track that may be the song, something like it, or anything.</summary>
    public static Gen<CandidateTrack> TrackFor(Song song) => Gen.Select(
        Near(song.Title), Gen.OneOf(Near(song.Artist), Near(song.Title)).Array[0, 3], Field.Null(), Gen.Int[0, 4_000_000], Gen.Bool, Gen.Int[0, 9],
        (title, artists, album, duration, isExplicit, id) =>
            new CandidateTrack($"spotify:track:{id}", title, artists, album, duration, song.Isrc, isExplicit));

    private static Gen<string> Near(string text) => Gen.OneOf(
        Gen.Const(text), Field, Gen.Select(Piece, piece => $"{text} - {piece}"), Gen.Select(Piece, piece => $"{text} ({piece})"));
}
