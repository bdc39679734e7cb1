using System.Globalization;
using MusicSync.Worker.Pages.Views;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Syncs.Edits;

namespace MusicSync.Worker.Tests.Pages;

public sealed class RowsViewTests
{
    private static readonly ReportRow[] Rows =
    [
        Row(1, RowOutcome.Accepted, "Lanterns Out", "The Copper Lanterns") with
        {
            TrackUri = "spotify:track:4uLU6hMCjMI75M1A2tKUQC", TrackTitle = "Lanterns Out - Live", TrackArtists = ["The Copper Lanterns", "Juno Vale"],
            TrackAlbum = "Harbour Lights", TrackDurationMs = 185_000, Result = RowResult.Added, Reasons = ["same title and artist"],
        },
        Row(2, RowOutcome.Review, "Slow Satellite", "Juno Vale") with { Reasons = ["only a live version was found", "searched: 3 found"] },
        Row(3, RowOutcome.Missing, "Postcard", "Juno Vale") with { Reasons = ["nothing with this title was found"] },
        Row(4, RowOutcome.Rejected, null, null) with { Input = new ReportInput(Text: "???"), Reasons = ["the artist is missing"] },
    ];

    [Fact]
    public void AcceptedRow_ShowsTheTrack_AndWhatWasAskedFor()
    {
        var row = RowsView.Of(Rows, RowsQuery.Of(null, null, null)).Rows[0];

        Assert.Equal(
            (1, "Lanterns Out - Live", "The Copper Lanterns, Juno Vale", "Harbour Lights", "3:05", "Lanterns Out, The Copper Lanterns", "added",
                (string?)null, "https://open.spotify.com/track/4uLU6hMCjMI75M1A2tKUQC"),
            (row.Line, row.Title, row.Artists, row.Album, row.Length, row.Asked, row.Result, row.Reason, row.Url));
    }

    [Theory]
    [InlineData("https://i.scdn.co/image/ab67616d00004851", true)]
    [InlineData("https://mosaic.scdn.co/60/ab67616d", true)]
    [InlineData("https://i.scdn.co.other.example/image", false)]
    [InlineData("http://i.scdn.co/image", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData(null, false)]
    public void Cover_ComesFromSpotifysImageHostsOnly(string? url, bool isShown)
    {
        var view = RowsView.Of([Rows[0] with { TrackCoverUrl = url }], RowsQuery.Of(null, null, null));

        Assert.Equal((isShown ? url : null, isShown), (view.Rows[0].Cover, view.HasCovers));
    }

    [Fact]
    public void OtherRows_ShowWhatWasWritten_AndWhy()
    {
        var rows = RowsView.Of(Rows, RowsQuery.Of(null, null, null)).Rows;

        Assert.Equal(("Slow Satellite", "only a live version was found", null), (rows[1].Title, rows[1].Reason, rows[1].Url));
        Assert.Equal(("???", "the artist is missing"), (rows[3].Title, rows[3].Reason));
    }

    [Theory]
    [InlineData(1, null, "added", null, null)]
    [InlineData(1, ChoiceState.Pending, "on its way", "same title and artist", "change")]
    [InlineData(1, ChoiceState.Failed, "could not be done", "same title and artist", "change")]
    [InlineData(2, null, null, "only a live version was found", "decide")]
    [InlineData(2, ChoiceState.Done, "left out", "only a live version was found", "change")]
    [InlineData(3, null, null, "nothing with this title was found", "search again")]
    [InlineData(4, null, null, "the artist is missing", null)]
    public void Row_SaysWhatSomebodyChose_AndWhatCanBeChosen(int line, ChoiceState? choice, string? result, string? reason, string? choose)
    {
        var row = RowView.Of(Rows[line - 1] with { Choice = choice });

        Assert.Equal((result, reason, choose), (row.Result, row.Reason, row.Choose));
    }

    [Theory]
    [InlineData("review", null, "2")]
    [InlineData("no-such-outcome", null, "1 2 3 4")]
    [InlineData(null, "juno", "1 2 3")]
    [InlineData(null, "HARBOUR", "1")]
    [InlineData("missing", "juno", "3")]
    [InlineData(null, "nothing like it", "")]
    public void Rows_AreFoundByOutcomeAndText(string? show, string? find, string expected)
    {
        var view = RowsView.Of(Rows, RowsQuery.Of(show, find, null));

        Assert.Equal(expected, string.Join(' ', view.Rows.Select(row => row.Line)));
        Assert.Equal(4, view.All);
    }

    [Fact]
    public void Counts_AreOfAllRows_WhateverIsShown() => Assert.Equal(
        ["accepted 1", "review 1", "missing 1", "rejected 1"],
        RowsView.Of(Rows, RowsQuery.Of("review", null, null)).Counts.Select(count => $"{count.Outcome.Key} {count.Count}"));

    [Theory]
    [InlineData(1, 1, 100)]
    [InlineData(3, 201, 250)]
    [InlineData(99, 201, 250)]
    [InlineData(-5, 1, 100)]
    public void Page_IsOneThatExists(int page, int first, int last)
    {
        ReportRow[] many = [.. Enumerable.Range(1, 250).Select(line => Row(line, RowOutcome.Accepted, "Song", "Artist"))];

        var view = RowsView.Of(many, RowsQuery.Of(null, null, page));

        Assert.Equal((3, first, last, first), (view.Pages, view.Rows[0].Line, view.Rows[^1].Line, view.First));
    }

    [Fact]
    public void Query_LeadsToTheSameRowsOfAnotherPage() =>
        Assert.Equal("?show=review&find=a%20%26%20b&page=2", RowsQuery.Of("review", " a & b ", 7).At(page: 2));

    [Fact]
    public void Bar_IsFullWidth_AndShowsEvenOneOfTenThousand()
    {
        var bar = Bar.Of(new SongCounts(10_000, 0, 10_000), new OutcomeCounts(9_999, 1, 0, 0));

        var widths = bar.Stretches.Select(stretch => double.Parse(stretch.Width, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(100, widths.Sum(), tolerance: 0.1);
        Assert.True(widths[1] >= 0.8);
        Assert.Equal("Of 10,000 songs: 9,999 found, 1 to decide", bar.Text);
    }

    [Fact]
    public void Bar_LeavesRoomForWhatIsOpen()
    {
        var bar = Bar.Of(new SongCounts(100, 10, 40), new OutcomeCounts(30, 0, 10, 0));

        Assert.Equal(["accepted 0 30", "missing 30 10", "rejected 40 10"], bar.Stretches.Select(stretch => $"{stretch.Outcome.Key} {stretch.Start} {stretch.Width}"));
        Assert.Equal("Of 100 songs: 30 found, 10 not on Spotify, 10 cannot be read, 50 to look up", bar.Text);
    }

    private static ReportRow Row(int line, RowOutcome outcome, string? title, string? artist) =>
        new(line, new ReportInput(title, artist), outcome, RowResult.None, null, null, null, 0, [], []);
}
