using MusicSync.Worker.Matching.Text;

namespace MusicSync.Worker.Matching.Titles;

/// <summary>Takes titles apart: what is the song's name, who is featured, which version it is.</summary>
internal static class TitleParser
{
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
                DoubleSide.Of(string.Join(' ', _core)),
                _featured,
                _version);
        }

        private static Phrase Joined(List<string> texts) => Phrase.Of(string.Join(' ', texts));
    }
}
