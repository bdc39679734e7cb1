using MusicSync.Worker.Matching.Text;

namespace MusicSync.Worker.Matching.Titles;

/// <summary>Takes titles apart: what is the song's name, who is featured, which version it is.</summary>
internal static class TitleParser
{
    private const int MinSideLength = 4;

    /// <summary>Parses a title as the service or a list writes it.</summary>
    public static ParsedTitle Parse(string title)
    {
        var pieces = new Pieces();
        foreach (var piece in TitlePieces.Of(title))
        {
            pieces.Add(piece);
        }

        return pieces.ToTitle(title);
    }

    // Both songs of a single that a chart lists as one ("Maggie May / Reason to Believe"); none when the slash is part of a
    // name ("24/7", "Ac/Dc").
    private static Phrase[] Sides(string core)
    {
        if (!core.Contains('/'))
        {
            return [];
        }

        Phrase[] sides = [.. core.Split('/').Select(Phrase.Of)];

        return sides.All(side => side.Compact.Length >= MinSideLength) ? sides : [];
    }

    private sealed class Pieces
    {
        private readonly List<string> _core = [];
        private readonly List<string> _full = [];
        private readonly List<string> _raw = [];
        private readonly List<string> _subtitles = [];
        private readonly List<string> _featured = [];
        private VersionLabel _version = VersionLabel.Plain;

        public void Add(TitlePiece piece)
        {
            var (text, names) = Featuring.Split(piece.Text);
            if (names is not null)
            {
                _featured.Add(names);
            }

            if (text.Length == 0)
            {
                return;
            }

            _raw.Add(text);
            if (piece.IsMain)
            {
                _core.Add(text);
                _full.Add(text);
            }
            else
            {
                AddSegment(text, piece.IsSuffix);
            }
        }

        private void AddSegment(string text, bool isSuffix)
        {
            if (Featuring.Names(text) is { } names)
            {
                _featured.Add(names);
                _raw.RemoveAt(_raw.Count - 1);
            }
            else if (VersionReader.Read(text, isSuffix) is { } label)
            {
                _version = _version.With(label);
            }
            else
            {
                _subtitles.Add(text);
                _full.Add(text);
            }
        }

        public ParsedTitle ToTitle(string title)
        {
            // "(Live)" alone, or "[Interlude]": the brackets are the title.
            if (_core.Count == 0)
            {
                var whole = Phrase.Of(title);

                return new ParsedTitle(title, whole, whole, whole, [], [], _featured, VersionLabel.Plain);
            }

            return new ParsedTitle(
                string.Join(' ', _core),
                Joined(_core),
                Joined(_full),
                Joined(_raw),
                [.. _subtitles.Select(Phrase.Of)],
                Sides(string.Join(' ', _core)),
                _featured,
                _version);
        }

        private static Phrase Joined(List<string> texts) => Phrase.Of(string.Join(' ', texts));
    }
}

/// <summary>A title taken apart.</summary>
/// <param name="CoreText">The core as written, to search with.</param>
/// <param name="Core">What stands outside brackets and before a dash.</param>
/// <param name="Full">Core and subtitles in their order, without names and version labels.</param>
/// <param name="Raw">All words but featured names.</param>
/// <param name="Subtitles">Brackets and dash suffixes that are neither names nor labels.</param>
/// <param name="Sides">The songs of a double side ("A / B"); empty for a single song.</param>
/// <param name="Featured">Names after "feat." and its relatives, as written.</param>
/// <param name="Version">What it says about its version.</param>
internal sealed record ParsedTitle(
    string CoreText,
    Phrase Core,
    Phrase Full,
    Phrase Raw,
    IReadOnlyList<Phrase> Subtitles,
    IReadOnlyList<Phrase> Sides,
    IReadOnlyList<string> Featured,
    VersionLabel Version);
