using MusicSync.Worker.Matching;
using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Tests.Matching;

/// <summary>The words in which matching tests are written: a song is looked for, tracks are found.</summary>
internal static class Found
{
    /// <summary>
    /// A song written as <c>Artist :: Title</c>, with options after a bar: <c>album=…</c>, <c>ms=…</c>, <c>isrc=…</c>,
    /// and for tracks <c>explicit=yes</c>.
    /// </summary>
    public static Song Song(string text)
    {
        var (artist, title, options) = Parts(text);

        return new Song(
            1,
            title,
            artist,
            options.GetValueOrDefault("album"),
            options.GetValueOrDefault("isrc"),
            options.TryGetValue("ms", out var length) ? int.Parse(length, System.Globalization.CultureInfo.InvariantCulture) : null);
    }

    /// <summary>What the track with a number is called.</summary>
    public static string Uri(int number) => $"spotify:track:{number:D22}";

    /// <summary>A track written like a song; its artists are separated by <c>;</c>.</summary>
    public static CandidateTrack Track(string text, int number)
    {
        var song = Song(text);

        return new CandidateTrack(
            Uri(number), song.Title, song.Artist.Split(';'), song.Album, song.DurationMs ?? 0, song.Isrc, Parts(text).Options.ContainsKey("explicit"));
    }

    /// <summary>Decides when a search for title and artist, and one for the title alone, find these tracks.</summary>
    public static MatchDecision Decide(string song, IEnumerable<string> tracks, MatchPolicy policy = MatchPolicy.Balanced) =>
        Decide(song, tracks, new MatchRules(policy, ExplicitTracks.Any));

    /// <summary>The same under given rules.</summary>
    public static MatchDecision Decide(string song, IEnumerable<string> tracks, MatchRules rules)
    {
        CandidateTrack[] candidates = [.. tracks.Select((track, at) => Track(track, at + 1))];
        SearchAnswer[] answers = [new(new SearchStep(Title: "t", Artist: "a"), candidates), new(new SearchStep(Title: "t"), candidates)];

        return SongMatcher.Decide(Song(song), answers, rules);
    }

    private static (string Artist, string Title, Dictionary<string, string> Options) Parts(string text)
    {
        var cells = text.Split(" | ");
        var dash = cells[0].IndexOf(" :: ", StringComparison.Ordinal);
        var options = cells.Skip(1).Select(cell => cell.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

        return (cells[0][..dash], cells[0][(dash + 4)..], options);
    }
}
