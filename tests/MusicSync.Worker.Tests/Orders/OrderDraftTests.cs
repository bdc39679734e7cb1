using System.Text.Json;
using MusicSync.Worker.Api;
using MusicSync.Worker.Api.Orders;
using MusicSync.Worker.Matching;
using MusicSync.Worker.Orders;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Sources;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Temporal;

namespace MusicSync.Worker.Tests.Orders;

public sealed class OrderDraftTests
{
    private const string Id = "37i9dQZF1DXcBWIGoYBM5M";
    private const string Good = """{"id": "charts", "source": {"url": "https://charts.example/week.csv"}, "playlistName": "Charts", "every": "PT6H"}""";

    [Fact]
    public void Order_IsReadAsItWasWritten()
    {
        var order = Read(Good);

        Assert.Equal(
            new StandingOrder(
                "charts",
                new SongSource(Url: "https://charts.example/week.csv"),
                new PlaylistTarget(Name: "Charts"),
                new OrderTimes(Every: "PT6H"),
                new SyncOptions(Priority: SyncPriority.Bulk)),
            order);
    }

    [Fact]
    public void PlaylistAndOptions_AreThoseOfASync()
    {
        var order = Read($$"""
            {"source": {"playlist": "https://open.spotify.com/playlist/{{Id}}?si=1"}, "playlist": "spotify:playlist:2v3iNvBX8Ay1Gt2uXtUKUT",
             "cron": "0 6 * * MON", "timeZone": "Europe/Berlin", "policy": "strict", "duplicates": "keep", "explicit": "avoid", "mode": "add"}
            """);

        Assert.Equal(new SongSource(PlaylistId: Id), order.Source);
        Assert.Equal("2v3iNvBX8Ay1Gt2uXtUKUT", order.Target.Id);
        Assert.Equal(new OrderTimes(Cron: "0 6 * * MON", TimeZone: "Europe/Berlin"), order.Times);
        Assert.Equal(MatchPolicy.Strict, order.Options.Policy);
        Assert.Equal(32, order.Id.Length);
    }

    [Theory]
    [InlineData("https://open.spotify.com/playlist/37i9dQZF1DXcBWIGoYBM5M?si=1")]
    [InlineData("spotify:playlist:37i9dQZF1DXcBWIGoYBM5M")]
    public void LinkOfAPlaylist_IsThePlaylist(string url) => Assert.Equal(
        new SongSource(PlaylistId: Id), Read(Good.Replace("https://charts.example/week.csv", url, StringComparison.Ordinal)).Source);

    [Fact]
    public void ListGivenOnce_IsReadByTheReaderOfSongs()
    {
        var order = Read("""{"source": {"songs": [{"title": "Lanterns Out", "artist": "The Copper Lanterns"}, {"artist": "X"}]}, "playlistName": "P", "every": "P1D"}""");

        Assert.Equal("Lanterns Out", Assert.Single(order.Source.Given!.Songs).Title);
        Assert.Single(order.Source.Given.Rejected);
    }

    [Theory]
    [InlineData("""{"playlistName": "P", "every": "PT6H"}""", "source")]
    [InlineData("""{"source": {}, "playlistName": "P", "every": "PT6H"}""", "exactly one")]
    [InlineData("""{"source": {"url": "https://a.example/", "playlist": "x"}, "playlistName": "P", "every": "PT6H"}""", "exactly one")]
    [InlineData("""{"source": {"url": "http://a.example/"}, "playlistName": "P", "every": "PT6H"}""", "source.url")]
    [InlineData("""{"source": {"url": "https://2130706433/"}, "playlistName": "P", "every": "PT6H"}""", "not on the public Internet")]
    [InlineData("""{"source": {"playlist": "x"}, "playlistName": "P", "every": "PT6H"}""", "source.playlist")]
    [InlineData("""{"source": {"url": "https://open.spotify.com/album/4aawyAB9vmqN3uQ7FjRGTy?si=1"}, "playlistName": "P", "every": "PT6H"}""", "album does not change")]
    [InlineData("""{"source": {"playlist": "spotify:album:4aawyAB9vmqN3uQ7FjRGTy"}, "playlistName": "P", "every": "PT6H"}""", "Start a sync")]
    [InlineData("""{"source": {"songs": [{"uri": "spotify:album:4aawyAB9vmqN3uQ7FjRGTy"}]}, "playlistName": "P", "every": "PT6H"}""", "album does not change")]
    [InlineData("""{"source": {"songs": [{"uri": "spotify:playlist:4aawyAB9vmqN3uQ7FjRGTy"}]}, "playlistName": "P", "every": "PT6H"}""", "source.playlist")]
    [InlineData("""{"source": {"songs": []}, "playlistName": "P", "every": "PT6H"}""", "0 songs")]
    [InlineData("""{"source": {"songs": [{"title": "A"}]}, "playlistName": "P", "every": "PT6H"}""", "names a song")]
    [InlineData("""{"source": {"songs": {"title": "A"}}, "playlistName": "P", "every": "PT6H"}""", "array")]
    [InlineData("""{"source": {"url": "https://a.example/"}, "every": "PT6H"}""", "playlistName")]
    [InlineData("""{"source": {"url": "https://a.example/"}, "playlistName": "P"}""", "every")]
    [InlineData("""{"source": {"url": "https://a.example/"}, "playlistName": "P", "every": "PT6H", "cron": "0 6 * * *"}""", "not both")]
    [InlineData("""{"source": {"url": "https://a.example/"}, "playlistName": "P", "every": "PT6H", "timeZone": "Europe/Berlin"}""", "timeZone")]
    [InlineData("""{"source": {"url": "https://a.example/"}, "playlistName": "P", "cron": "0 6 * * *", "timeZone": "Mars/Base"}""", "Mars/Base")]
    [InlineData("""{"source": {"url": "https://a.example/"}, "playlistName": "P", "every": "PT6H", "policy": "lax"}""", "strict, balanced, eager")]
    [InlineData("""{"source": {"url": "https://a.example/"}, "playlistName": "P", "every": "PT6H", "mode": "both"}""", "add, mirror")]
    [InlineData("""{"source": {"url": "https://a.example/"}, "playlistName": "P", "every": "PT6H", "id": "a/b"}""", "id must be")]
    [InlineData("""{"source": {"playlist": "37i9dQZF1DXcBWIGoYBM5M"}, "playlist": "37i9dQZF1DXcBWIGoYBM5M", "every": "PT6H"}""", "itself")]
    public void WhatIsWrong_IsSaid(string body, string says)
    {
        var problem = Assert.Throws<ProblemException>(() => Read(body));

        Assert.Equal(422, problem.Status);
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mirror_HasEachTrackOnce()
    {
        var mirror = Good.Replace("\"every\"", "\"mode\": \"mirror\", \"every\"", StringComparison.Ordinal);

        Assert.Equal(OrderMode.Mirror, Read(mirror).Mode);
        Assert.Contains("duplicates=keep", Assert.Throws<ProblemException>(
            () => Read(mirror.Replace("\"every\"", "\"duplicates\": \"keep\", \"every\"", StringComparison.Ordinal))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PT5M", 5)]
    [InlineData("pt6h", 360)]
    [InlineData("P1D", 1440)]
    [InlineData("P1DT12H30M", 2190)]
    [InlineData("P2W", 20160)]
    [InlineData("P366D", 527040)]
    public void TimeSpan_IsRead(string every, double minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), OrderTimesReader.SpanOf(OrderTimesReader.Read(every, cron: null, timeZone: null).Every!));

    [Theory]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1DT")]
    [InlineData("PT4M59S")]
    [InlineData("P367D")]
    [InlineData("P1M")]
    [InlineData("P1Y")]
    [InlineData("-PT6H")]
    [InlineData("6h")]
    [InlineData("PT99999999S")]
    public void AnythingElse_IsNoTimeSpan(string every) =>
        Assert.Equal(422, Assert.Throws<ProblemException>(() => OrderTimesReader.Read(every, cron: null, timeZone: null)).Status);

    [Theory]
    [InlineData("* * * *")]
    [InlineData("0 0 6 * * *")]
    [InlineData("@every 1s")]
    [InlineData("0 6 * * MON;")]
    public void AnythingElse_IsNoCron(string cron) =>
        Assert.Equal(422, Assert.Throws<ProblemException>(() => OrderTimesReader.Read(every: null, cron, timeZone: null)).Status);

    [Fact]
    public void Change_KeepsWhatIsLeftOut()
    {
        var order = Read(Good) with { Checked = new PlaylistRef(Id, "Charts", Url: null) };

        Assert.Equal(order, Change(order, "{}"));
        Assert.Equal(order with { Times = new OrderTimes(Cron: "0 6 * * *") }, Change(order, """{"cron": "0 6 * * *"}"""));
        Assert.Equal(order with { Options = order.Options with { Policy = MatchPolicy.Eager } }, Change(order, """{"policy": "eager"}"""));
        Assert.Equal(order with { Target = new PlaylistTarget(Name: "Other"), Checked = null }, Change(order, """{"playlistName": "Other"}"""));
        Assert.Throws<ProblemException>(() => Change(order, """{"id": "other"}"""));
    }

    /// <summary>A new time must not have everything read and synced again; another source must.</summary>
    [Fact]
    public void Hash_IsOfWhatIsFollowed_NotOfWhen()
    {
        var order = Read(Good);

        Assert.Equal(OrderActivities.HashOf(order), OrderActivities.HashOf(Change(order, """{"every": "P1D"}""")));
        Assert.NotEqual(OrderActivities.HashOf(order), OrderActivities.HashOf(Change(order, """{"playlistName": "Other"}""")));
        Assert.NotEqual(OrderActivities.HashOf(order), OrderActivities.HashOf(Change(order, """{"source": {"url": "https://b.example/"}}""")));
    }

    private static StandingOrder Read(string body) => OrderDraft.Read(Body(body), new SourceOptions());

    private static StandingOrder Change(StandingOrder order, string body) => OrderDraft.Change(order, Body(body), new SourceOptions());

    private static OrderBody Body(string json) => JsonSerializer.Deserialize<OrderBody>(json, TemporalJson.Options)!;
}
