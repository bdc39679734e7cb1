using MusicSync.Worker.Matching.Rules;
using MusicSync.Worker.Matching.Scoring;
using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Matching;

/// <summary>Decides which of the tracks found is the song that was asked for, if any is.</summary>
public static class SongMatcher
{
    /// <summary>Decides about one song from all that was found.</summary>
    /// <param name="song">The song that is looked for.</param>
    /// <param name="answers">All searches made for it, in order.</param>
    /// <param name="rules">How sure the decision has to be, and what is preferred.</param>
    /// <returns>The decision with its reasons; it never names another recording without saying so.</returns>
    public static MatchDecision Decide(Song song, IReadOnlyList<SearchAnswer> answers, MatchRules rules) =>
        SongLookup.Of(song, answers).Decide(rules);

    /// <summary>The same from candidates that are judged already.</summary>
    internal static MatchDecision Decide(Ranking ranking, IReadOnlyList<SearchAnswer> answers, MatchRules rules)
    {
        var song = ranking.Song;
        if (song.Uri is { } uri)
        {
            var given = new ChosenTrack(uri, song.Title, song.Artist.Length == 0 ? [] : [song.Artist], song.Album);

            return new MatchDecision(song.Line, MatchOutcome.Accepted, given, 1, ["given by the input"], [], answers.Count);
        }

        // Each rule takes what the one before it left.
        var ranked = RenamedArtistRule.Apply(ranking.Best(), answers);
        ranked = DoubleSideRule.Apply(ranked);
        ranked = ExplicitRule.Apply(ranked, rules.Explicit);
        ranked = EditionLengthRule.Apply(ranked, ranking);

        return Decisions.From(song, ranked, answers, rules.Policy);
    }
}
