using MusicSync.Worker.Api;
using MusicSync.Worker.Pages.Views;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Syncs;

namespace MusicSync.Worker.Tests.Pages;

public sealed class SyncLineTests
{
    private static readonly SyncSummary Done = new(
        "road-trip", "completed", new PlaylistRef("37i9dQZF1DXcBWIGoYBM5M", "Road trip", "https://open.spotify.com/playlist/37i9dQZF1DXcBWIGoYBM5M"),
        new SongCounts(28, 0, 28), new OutcomeCounts(25, 1, 2, 0), new ChangeCounts(20, 5, 0, 0), new DateTime(2026, 11, 24, 12, 0, 0, DateTimeKind.Utc), null);

    [Theory]
    [InlineData("completed", false, null, 20)]
    [InlineData("completed", true, "Dry run", 0)]
    [InlineData("waiting", false, "Waiting", 20)]
    [InlineData("running", false, "Running", 20)]
    [InlineData("failed", false, "Stopped by an error", 20)]
    public void Line_SaysWhatIsSpecial(string state, bool isDryRun, string? expected, int added)
    {
        var line = SyncLine.Of(Done with { State = state, DryRun = isDryRun });

        Assert.Equal(("Road trip", expected, "25 of 28 · 1 needs you", added), (line.Name, line.State, line.Text, line.Added));
    }

    [Fact]
    public void SyncThatWasEndedBeforeItKnewAnything_HasALine()
    {
        var line = SyncLine.Of(Done with { Playlist = null, Songs = null, Outcomes = null, Changes = null });

        Assert.Equal(("Playlist", "", "Nothing yet"), (line.Name, line.Text, line.Bar.Text));
    }

    [Fact]
    public void Playlist_AddsUpWhatWasWrittenThere()
    {
        var view = PlaylistView.Of([Done, Done with { Id = "again", DryRun = true }, Done with { Id = "more", StartedAt = Done.StartedAt.AddDays(1) }], isAll: true);

        Assert.Equal(("Road trip", "MusicSync added 40 songs here, from 3 lists."), (view.Name, view.Summary));
        Assert.Equal("more", view.Lines[0].Id);
    }
}
