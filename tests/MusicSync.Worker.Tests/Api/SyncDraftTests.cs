using System.Text.Json;
using Microsoft.Extensions.Primitives;
using MusicSync.Worker.Api;
using MusicSync.Worker.Matching;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Songs;
using MusicSync.Worker.Syncs;

namespace MusicSync.Worker.Tests.Api;

public sealed class SyncDraftTests
{
    private static readonly Song Song = new(1, "Title", "Artist");

    [Fact]
    public void Options_WhenAbsent_AreTheDocumentedDefaults()
    {
        var request = Draft("""{"playlistName": "Mix"}""").ToRequest(idempotencyKey: null);

        Assert.Equal(new SyncOptions(MatchPolicy.Balanced, DuplicateHandling.Skip, SyncPriority.Interactive), request.Options);
        Assert.Equal(new PlaylistTarget(Name: "Mix"), request.Target);
    }

    [Fact]
    public void Options_WhenGiven_AreTaken()
    {
        var request = Draft(
            """{"playlistName": "Mix", "policy": "strict", "duplicates": "keep", "priority": "bulk", "dryRun": true, "explicit": "avoid", "id": "a.b-1"}""")
            .ToRequest(idempotencyKey: null);

        Assert.Equal(new SyncOptions(MatchPolicy.Strict, DuplicateHandling.Keep, SyncPriority.Bulk, DryRun: true, ExplicitTracks.Avoid), request.Options);
        Assert.Equal("a.b-1", request.Id);
    }

    [Fact]
    public void Priority_AboveTwentySongs_IsBulk()
    {
        var songs = Enumerable.Range(1, 21).Select(line => Song with { Line = line }).ToList();

        var request = (Draft("""{"playlistName": "Mix"}""") with { List = new SongList(songs, []) }).ToRequest(null);

        Assert.Equal(SyncPriority.Bulk, request.Options.Priority);
    }

    [Fact]
    public void Id_ComesFromTheIdempotencyKey() =>
        Assert.Equal("key-1", Draft("""{"playlistName": "Mix"}""").ToRequest("key-1").Id);

    [Theory]
    [InlineData("{}", "Say where the songs go")]
    [InlineData("""{"playlist": "37i9dQZF1DXcBWIGoYBM5M", "playlistName": "Mix"}""", "not both")]
    [InlineData("""{"playlist": "my list"}""", "22 letters and digits")]
    [InlineData("""{"playlistName": "a\nb"}""", "no line breaks")]
    [InlineData("""{"playlistName": "Mix", "policy": "lenient"}""", "strict, balanced, eager")]
    [InlineData("""{"playlistName": "Mix", "policy": "1"}""", "strict, balanced, eager")]
    [InlineData("""{"playlistName": "Mix", "policy": "-1"}""", "strict, balanced, eager")]
    [InlineData("""{"playlistName": "Mix", "policy": "+1"}""", "strict, balanced, eager")]
    [InlineData("""{"playlistName": "Mix", "policy": " 1"}""", "strict, balanced, eager")]
    [InlineData("""{"playlistName": "Mix", "policy": -1}""", "strict, balanced, eager")]
    [InlineData("""{"playlistName": "Mix", "policy": "strict,eager"}""", "strict, balanced, eager")]
    [InlineData("""{"playlistName": "Mix", "policy": ["strict"]}""", "strict, balanced, eager")]
    [InlineData("""{"playlistName": "Mix", "duplicates": {"keep": true}}""", "skip, keep")]
    [InlineData("""{"playlistName": "Mix", "priority": "interactive, bulk"}""", "interactive, bulk")]
    [InlineData("""{"playlistName": ["Mix"]}""", "playlistName must be one value")]
    [InlineData("""{"playlistName": "Mix\ud800"}""", "playlistName is not valid text")]
    [InlineData("""{"playlistName": "Mix", "explicit": "never"}""", "any, prefer, avoid")]
    [InlineData("""{"playlistName": "Mix", "dryRun": "maybe"}""", "true or false")]
    [InlineData("""{"playlistName": "Mix", "id": "a b"}""", "1 to 64")]
    [InlineData("""{"playlistName": "Mix", "mirror": true}""", "mirror must be")]
    [InlineData("""{"playlistName": "Mix", "mirror": {"own": ["my song"]}}""", "mirror must be")]
    [InlineData("""{"playlistName": "Mix", "mirror": {"own": {}, "confirmed": true}}""", "mirror must be")]
    [InlineData("""{"playlistName": "Mix", "mirror": {"confirmed": "yes"}}""", "mirror must be")]
    [InlineData("""{"playlistName": "Mix", "dryRun": true, "mirror": {}}""", "leave out dryRun")]
    [InlineData("""{"playlistName": "Mix", "duplicates": "keep", "mirror": {}}""", "leave out dryRun")]
    public void BadOption_IsRefusedWithWhatToDo(string body, string detail)
    {
        var problem = Assert.Throws<ProblemException>(() => Draft(body).ToRequest(idempotencyKey: null));

        Assert.Equal(422, problem.Status);
        Assert.Contains(detail, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OptionGivenTwiceInTheQuery_IsRefused()
    {
        var query = SyncParameters.From([
            KeyValuePair.Create("playlistName", new StringValues("Mix")),
            KeyValuePair.Create("policy", new StringValues(["strict", "eager"]))]);

        var problem = Assert.Throws<ProblemException>(() => new SyncDraft(query, new SongList([Song], [])).ToRequest(null));

        Assert.Equal("policy is 'strict,eager'; it must be one of strict, balanced, eager.", problem.Message);
    }

    [Fact]
    public void EmptyList_IsRefused()
    {
        var draft = Draft("""{"playlistName": "Mix"}""") with { List = new SongList([], []) };

        Assert.Equal(422, Assert.Throws<ProblemException>(() => draft.ToRequest(null)).Status);
    }

    [Fact]
    public void Mirror_IsReadAsUrisOrAsAnEndedSyncGaveIt_AndItsListMayBeEmpty()
    {
        const string Uri = "spotify:track:4uLU6hMCjMI75M1A2tKUQC";
        var draft = Draft($$$"""
            {"playlistName": "Mix", "mirror": {"own": ["4uLU6hMCjMI75M1A2tKUQC", {"uri": "{{{Uri}}}"}, {"uri": "{{{Uri[..^1]}}}D", "song": "key"}], "confirmed": true}}
            """) with { List = new SongList([], []) };

        var mirror = draft.ToRequest(null).Mirror!;

        Assert.Equal([new(Uri), new($"{Uri[..^1]}D", "key")], mirror.Own);
        Assert.True(mirror.Confirmed);
        Assert.Null(Draft("""{"playlistName": "Mix"}""").ToRequest(null).Mirror);
    }

    [Fact]
    public void ListWithOnlyBadRows_IsRefusedWithTheFirstReason()
    {
        var list = new SongList([], [new RejectedRow(3, "x", "has no artist; add one.")]);

        var problem = Assert.Throws<ProblemException>(() => (Draft("""{"playlistName": "Mix"}""") with { List = list }).ToRequest(null));

        Assert.Contains("Line 3: has no artist", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MoreThanTenThousandRows_AreTooLarge()
    {
        var songs = Enumerable.Range(1, 10_001).Select(line => Song with { Line = line }).ToList();
        var draft = Draft("""{"playlistName": "Mix"}""") with { List = new SongList(songs, []) };

        Assert.Equal(413, Assert.Throws<ProblemException>(() => draft.ToRequest(null)).Status);
    }

    private static SyncDraft Draft(string json)
    {
        using var body = JsonDocument.Parse(json);
        return new SyncDraft(SyncParameters.From(body.RootElement), new SongList([Song], []));
    }
}
