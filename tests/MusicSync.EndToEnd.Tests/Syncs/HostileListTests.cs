using System.Globalization;
using System.Net;
using System.Text.Json;
using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.Worker.Syncs;

namespace MusicSync.EndToEnd.Tests.Syncs;

/// <summary>A list in which every twentieth row is one that no list should hold: the others are all there, and it says why not.</summary>
public sealed class HostileListTests(HostileListTests.LongListStack fixture) : IClassFixture<HostileListTests.LongListStack>
{
    private const int Rows = 500;
    private const int Every = 20;

    // As JSON, since some cannot be written otherwise.
    private static readonly string[] Hostile =
    [
        Row("???", "???"), Row("-", "-"), Row("♥", "♥"), Row("***", "**"), Row("🎵🎵🎵", "🎶"), Row("👨\u200D👩\u200D👧", "🇯🇵"),
        Row(new string('x', 300), "Nobody"), Row("Nothing", new string('y', 300)),
        Row(string.Concat(Enumerable.Repeat("幸せの日々", 60)), "久石譲"), Row(new string('x', 301), "Nobody"),
        Row("שלום עולם", "זמר"), Row("\u202Eneddih\u202C", "\u2067أحد"), Row("\u0301\u0301\u0301", "\u0323"),
        Row($"e{string.Concat(Enumerable.Repeat('\u0301', 250))}", "o\u0308"), Row("\u200B\u200B", "\u200D"), Row("\uFEFF", "\u00AD"),
        """{"title": "\ud83c", "artist": "Half"}""", """{"title": "Half", "artist": "\udfb5"}""", """{"\ud83c": 1, "title": "Half"}""",
        Row("zero\0", "Control"), Row("Control", "\u0007bell"),
        Row("=1+1", "@SUM(A1:A9)"), Row("+HYPERLINK(\"http://127.0.0.1\")", "-2+3"),
        Row(string.Join('/', Enumerable.Range(1000, 50)), "Everybody"), "42",
    ];

    [Fact(Timeout = Chaos.Hung)]
    public async Task ListWithTwentyFiveHostileRows_IsSynced_AndEachOfThemSaysWhyNot()
    {
        using var worker = fixture.Worker();
        using var spotify = fixture.Spotify();
        var playlist = fixture.NewPlaylistId();
        await spotify.PutPlaylistAsync(playlist, []);
        var good = fixture.Songs.Take(Rows - Hostile.Length).ToList();
        var rows = Enumerable.Range(0, Rows).Select(at => at % Every == Every - 1
            ? Hostile[at / Every]
            : Row(good[at - (at / Every)].Title, good[at - (at / Every)].Artist));

        using var accepted = await worker.PostAsync("", $$"""{"playlist": "{{playlist}}", "songs": [{{string.Join(',', rows)}}]}""", "application/json");
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        var sync = JsonDocument.Parse(await accepted.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
            .RootElement.GetProperty("id").GetString()!;
        var ended = await worker.CompleteAsync(sync);

        Assert.Equal((Rows, good.Count, good.Count), (ended.Songs.Total, ended.Outcomes.Accepted, ended.Changes.Added));
        Assert.Equal(good.Select(song => song.Uri), (await spotify.PlaylistAsync(playlist)).Items);
        var report = await worker.RowsAsync(sync);
        Assert.Equal(Enumerable.Range(1, Rows), report.Select(row => row.Line));
        Assert.All(report.Where(row => row.Line % Every == 0), row =>
        {
            Assert.True(row.Outcome is RowOutcome.Missing or RowOutcome.Rejected or RowOutcome.Review, row.Outcome.ToString());
            Assert.NotEmpty(row.Reasons[0]);
        });
        Assert.NotEmpty(await worker.GetAsync($"/syncs/{sync}/report?format=csv"));
    }

    [Fact(Timeout = Chaos.Hung)]
    public async Task TextWithALineOfBlanks_IsSyncedWithoutIt()
    {
        using var worker = fixture.Worker();
        using var spotify = fixture.Spotify();
        var playlist = fixture.NewPlaylistId();
        await spotify.PutPlaylistAsync(playlist, []);
        var song = fixture.Songs[0];
        var blanks = new string(' ', 100_000);

        using var accepted = await worker.PostAsync(
            $"?playlist={playlist}", $"A{blanks}B\n{blanks}\n{song.Artist} - {song.Title}\n", "text/plain");
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        var sync = JsonDocument.Parse(await accepted.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
            .RootElement.GetProperty("id").GetString()!;
        await worker.CompleteAsync(sync);

        Assert.Equal([song.Uri], (await spotify.PlaylistAsync(playlist)).Items);
        var rejected = (await worker.RowsAsync(sync)).Single(row => row.Outcome == RowOutcome.Rejected);
        Assert.Contains(100_002.ToString(CultureInfo.InvariantCulture), rejected.Reasons[0], StringComparison.Ordinal);
    }

    private static string Row(string title, string artist) => JsonSerializer.Serialize(new { title, artist });

    public sealed class LongListStack : MadeSongsStack
    {
        protected override int SongCount => Rows;
    }
}
