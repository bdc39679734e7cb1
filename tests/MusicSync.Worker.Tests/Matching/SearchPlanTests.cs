using MusicSync.Worker.Matching;
using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Tests.Matching;

public sealed class SearchPlanTests
{
    [Theory]
    [InlineData("The Beatles :: Don't Let Me Down (Remastered 2009)", "Dont Let Me Down", "Beatles")]
    [InlineData("Simon & Garfunkel :: The Boxer - Live", "Boxer", "Simon")]
    [InlineData("2Pac featuring K-Ci and JoJo :: How Do U Want It / California Love", "How Do Want It", "2Pac")]
    [InlineData("Pink :: F**kin' Perfect", "Perfect", "Pink")]
    [InlineData("Tyler, The Creator :: EARFQUAKE [feat. Playboi Carti]", "EARFQUAKE", "Tyler Creator")]
    [InlineData("久石譲 :: 幸せの日々", "幸せの日々", "久石譲")]
    public void FirstSearch_AsksForTheCoreTitleAndTheLeadArtist(string song, string title, string artist) =>
        Assert.Equal(new SearchStep(Title: title, Artist: artist), SearchPlan.Next(Found.Song(song), []));

    [Fact]
    public void FirstSearch_OfARowWithACode_AsksForTheCode() =>
        Assert.Equal(
            new SearchStep(Isrc: "GBAYE6500521"),
            SearchPlan.Next(Found.Song("The Beatles :: Yesterday | isrc=GBAYE6500521"), []));

    [Fact]
    public void Search_ThatFindsTheSong_IsTheLast() =>
        Assert.Null(Ask("The Beatles :: Yesterday", "The Beatles :: Yesterday - Remastered 2009").Next);

    [Theory]
    [InlineData("The Beatles :: Yesterday - Live")]
    [InlineData("Boyz II Men :: Yesterday")]
    public void Search_ThatFindsOnlyOthers_IsFollowedByFreeTextAndByTheTitleAlone(string track)
    {
        var (next, asked) = Ask("The Beatles :: Yesterday", track);
        Assert.Equal(new SearchStep(Query: "Yesterday The Beatles"), next);

        asked.Add(new SearchAnswer(next!, []));
        Assert.Equal(new SearchStep(Title: "Yesterday"), SearchPlan.Next(Found.Song("The Beatles :: Yesterday"), asked));
    }

    [Theory]
    [InlineData("The Beatles :: Yesterday", 3)]
    [InlineData("The Beatles :: Yesterday | isrc=GBAYE6500521", 4)]
    [InlineData("'N Sync :: Gone", 4)]
    public void Searches_ThatFindNothing_EndSoonAndNeverRepeat(string song, int most)
    {
        List<SearchAnswer> answers = [];
        while (SearchPlan.Next(Found.Song(song), answers) is { } step)
        {
            answers.Add(new SearchAnswer(step, []));
        }

        Assert.Equal(most, answers.Count);
        Assert.Equal(most, answers.Select(answer => answer.Step).Distinct().Count());
    }

    [Theory]
    [InlineData("2Pac :: How Do U Want It / California Love", "How Do Want It", "California Love")]
    [InlineData("Rod Stewart :: Maggie May / Reason to Believe", "Maggie May", "Reason to Believe")]
    public void Search_OfADoubleTitle_AsksForBothSides(string text, string first, string second)
    {
        var song = Found.Song(text);
        var one = SearchPlan.Next(song, [])!;
        var track = Found.Track($"{song.Artist} :: {song.Title.Split(" / ")[0]}", 1);

        var two = SearchPlan.Next(song, [new SearchAnswer(one, [track])]);

        Assert.Equal((first, second), (one.Title, two?.Title));
    }

    [Fact]
    public void FreeText_OfARowThatAsksForAVersion_NamesIt() =>
        Assert.Equal("Emerge junkie xl remix Fischerspooner", Ask("Fischerspooner :: Emerge (Junkie XL Remix)", "Fischerspooner :: Emerge").Next?.Query);

    [Fact]
    public void FreeText_OfALongRow_StaysWithinWhatAQueryMayHold()
    {
        var song = Found.Song($"{string.Join(' ', Enumerable.Repeat("Artist", 20))} :: {string.Join(' ', Enumerable.Repeat("Title", 30))}");
        var first = SearchPlan.Next(song, [])!;

        var free = SearchPlan.Next(song, [new SearchAnswer(first, [])]);

        Assert.InRange(free!.Query!.Length, 1, 100);
    }

    [Theory]
    [InlineData("Sorted", 128)]
    [InlineData("幸せの日々に", 300)]
    [InlineData("🎵", 150)]
    public void FreeText_OfARowWithoutABlank_IsCutBetweenCharacters(string piece, int length)
    {
        var title = string.Concat(Enumerable.Repeat(piece, length))[..length];
        var song = new Song(1, title, "Artist");
        List<SearchAnswer> asked = [];
        while (SearchPlan.Next(song, asked) is { Query: null } step)
        {
            asked.Add(new SearchAnswer(step, []));
        }

        var free = SearchPlan.Next(song, asked)!.Query!;

        Assert.InRange(free.Length, 90, 100);
        Assert.StartsWith(free.Split(' ')[0], title, StringComparison.Ordinal);
        Assert.False(char.IsHighSurrogate(free[^1]));
    }

    [Theory]
    [InlineData("???", "???")]
    [InlineData("-", "-")]
    [InlineData("♥", "♥")]
    [InlineData("**", "*")]
    [InlineData("\u200B", "\u2067")]
    public void RowWithoutLettersAndDigits_IsNotAskedFor_AndSaysSo(string title, string artist)
    {
        var song = new Song(1, title, artist);

        Assert.Null(SearchPlan.Next(song, []));
        var decision = SongMatcher.Decide(song, [], new MatchRules(MatchPolicy.Balanced, ExplicitTracks.Any));

        Assert.Equal(MatchOutcome.Missing, decision.Outcome);
        Assert.Equal(["title and artist hold nothing to search for; give the song in letters, or the link of its track"], decision.Reasons);
    }

    [Fact]
    public void TitleOfManySongs_IsAskedForInAFewSearches()
    {
        var song = Found.Song($"Artist :: {string.Join(" / ", Enumerable.Range(1000, 40).Select(number => $"Song {number}"))}");
        List<SearchAnswer> asked = [];
        while (SearchPlan.Next(song, asked) is { } step)
        {
            asked.Add(new SearchAnswer(step, []));
        }

        Assert.InRange(asked.Count, 1, 5);
    }

    private static (SearchStep? Next, List<SearchAnswer> Asked) Ask(string text, string track)
    {
        var song = Found.Song(text);
        List<SearchAnswer> asked = [new(SearchPlan.Next(song, [])!, [Found.Track(track, 1)])];

        return (SearchPlan.Next(song, asked), asked);
    }
}
