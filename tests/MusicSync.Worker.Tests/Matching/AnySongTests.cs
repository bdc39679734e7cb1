using System.Text;
using CsCheck;
using MusicSync.Worker.Matching;
using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Tests.Matching;

/// <summary>Whatever a row and the tracks found for it hold, the matcher asks sensible questions, few of them, and decides.</summary>
public sealed class AnySongTests
{
    private const int Cases = 10_000;
    private const int MaxQueryLength = 100;

    // Code, three sides, free text, title alone, joined name.
    private const int MaxSearches = 7;

    private static readonly Gen<MatchRules> Rules = Gen.Select(
        Gen.Enum<MatchPolicy>(), Gen.Enum<ExplicitTracks>(), (policy, tracks) => new MatchRules(policy, tracks));

    [Fact]
    public void AnySong_IsAskedForInAFewGoodSearches_AndDecided() => AnyText.Song
        .SelectMany(song => Gen.Select(AnyText.TrackFor(song).Array[0, 2], Rules, (tracks, rules) => (song, tracks, rules)))
        .Sample(found => Decide(found.song, found.tracks, found.rules), iter: Cases);

    private static void Decide(Song song, CandidateTrack[] found, MatchRules rules)
    {
        List<SearchAnswer> answers = [];
        var lookup = new SongLookup(song);
        while (SearchPlan.Next(song, answers) is { } step)
        {
            AssertCanBeAsked(step);
            Assert.InRange(answers.Count, 0, MaxSearches - 1);
            // What was judged after an earlier answer is worth as much as what is judged anew.
            Assert.Equal(step, lookup.Next());
            answers.Add(new SearchAnswer(step, [.. found.Skip(answers.Count).Take(1)]));
            lookup.Add(answers[^1]);
        }

        var decision = SongMatcher.Decide(song, answers, rules);

        Assert.Null(lookup.Next());
        Assert.Equivalent(decision, lookup.Decide(rules), strict: true);
        Assert.Equal(song.Line, decision.Line);
        Assert.Equal(decision.Outcome == MatchOutcome.Accepted, decision.Track is not null);
        Assert.InRange(decision.Score, 0, 1);
        Assert.NotEmpty(decision.Reasons);
    }

    private static void AssertCanBeAsked(SearchStep step)
    {
        string[] texts = [.. new[] { step.Query, step.Title, step.Artist, step.Album, step.Isrc, step.Year }.OfType<string>()];

        Assert.NotEmpty(texts);
        Assert.All(texts, text =>
        {
            Assert.InRange(text.Length, 1, MaxQueryLength);
            Assert.Equal(text.Trim(), text);
            Assert.DoesNotContain(text, char.IsControl);
            Assert.DoesNotContain(text.EnumerateRunes(), rune => rune == Rune.ReplacementChar);
            Assert.Contains(text, letter => letter is not ('*' or ' '));
        });
    }
}
