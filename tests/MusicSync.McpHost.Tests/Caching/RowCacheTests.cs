using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using MusicSync.McpHost.Tests.Support;
using MusicSync.SpotifySimulator.Faults;
using MusicSync.SpotifySimulator.Playlists;

namespace MusicSync.McpHost.Tests.Caching;

public sealed class RowCacheTests
{
    private const string ReadItems = "GET " + TestBench.Items;
    private const int Rows = 420;
    private const int PageSize = 50;
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(35);

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    [Fact]
    public async Task UnchangedPlaylist_IsReadOnce()
    {
        await using var bench = await TestBench.StartAsync(_time, []);
        var playlist = Long(bench);
        var snapshot = await SnapshotAsync(bench, playlist.Id);
        await ReadAllAsync(bench, playlist.Id);
        var before = bench.Calls(ReadItems);

        var result = await bench.CallAsync("get_playlist_items", new { playlistId = playlist.Id, limit = 1_000, snapshotId = snapshot });
        var page = result.Answer();

        Assert.Equal("400 rows from 0 on of 420, in the structured content.", result.Text());
        Assert.True(page.GetProperty("remembered").GetBoolean());
        Assert.Equal(playlist.Uris.Take(400), Uris(page));
        Assert.Equal((Rows, 400), (page.GetProperty("total").GetInt32(), page.GetProperty("nextOffset").GetInt32()));
        Assert.Equal(before, bench.Calls(ReadItems));
    }

    [Fact]
    public async Task OwnAppend_KeepsWhatIsRemembered_AlthoughSpotifyStillShowsTheOldSnapshot()
    {
        await using var bench = await TestBench.StartAsync(_time, []);
        var playlist = Long(bench);
        await SnapshotAsync(bench, playlist.Id);
        await ReadAllAsync(bench, playlist.Id);
        var written = await AddAsync(bench, playlist.Id, position: null);

        var snapshot = await SnapshotAsync(bench, playlist.Id);
        var page = await PageAsync(bench, playlist.Id, 50, 1_000, snapshot);

        Assert.Equal(written, snapshot);
        Assert.Equal(playlist.Uris.Skip(50).Take(350), Uris(page));
        Assert.Equal(Rows + 2, page.GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("insert")]
    [InlineData("remove")]
    [InlineData("move")]
    [InlineData("edit before our append")]
    [InlineData("lost answer")]
    [InlineData("another total")]
    [InlineData("another row")]
    public async Task WhatIsNotSurelyTheSame_IsReadFromSpotify(string what)
    {
        await using var bench = await TestBench.StartAsync(_time, []);
        var playlist = Long(bench);
        await SnapshotAsync(bench, playlist.Id);
        await ReadAllAsync(bench, playlist.Id);
        switch (what)
        {
            case "insert":
                await AddAsync(bench, playlist.Id, position: 3);
                break;
            case "remove":
                await bench.CallAsync("remove_from_playlist", new { playlistId = playlist.Id, uris = new[] { playlist.Uris[7] } });
                break;
            case "move":
                await bench.CallAsync("reorder_playlist_items", new { playlistId = playlist.Id, rangeStart = 7, insertBefore = 3 });
                break;
            case "edit before our append":
                bench.Spotify.Playlists.Set(playlist.Id, playlist.Uris.Reverse(), name: null, ownerId: null);
                await AddAsync(bench, playlist.Id, position: null);
                break;
            case "lost answer":
                bench.Spotify.Faults.Add(new FaultRule(FaultKind.ErrorAfter) { Endpoint = "POST " + TestBench.Items, Times = 1 });
                await bench.CallAsync("add_to_playlist", new { playlistId = playlist.Id, uris = bench.Uris(1) });
                break;
            case "another total":
                bench.Spotify.Playlists.Set(playlist.Id, playlist.Uris.Skip(1), name: null, ownerId: null);
                await PageAsync(bench, playlist.Id, 0, PageSize, snapshotId: null);
                break;
            default:
                bench.Spotify.Playlists.Set(playlist.Id, playlist.Uris.Reverse(), name: null, ownerId: null);
                await PageAsync(bench, playlist.Id, 0, PageSize, snapshotId: null);
                break;
        }

        var page = await PageAsync(bench, playlist.Id, 100, 1_000, await SnapshotAsync(bench, playlist.Id));

        Assert.False(page.TryGetProperty("remembered", out _));
        Assert.Equal(bench.Spotify.Playlists.Find(playlist.Id)!.Uris.Skip(100).Take(PageSize), Uris(page));
    }

    [Fact]
    public async Task PageReadRightAfterItsSnapshotCameUp_IsReadAgainOnce_AndThenKept()
    {
        await using var bench = await TestBench.StartAsync(_time, []);
        var playlist = Long(bench);
        var snapshot = await SnapshotAsync(bench, playlist.Id);
        await ReadAllAsync(bench, playlist.Id);
        _time.Advance(Lag + TimeSpan.FromSeconds(1));

        var lagged = await PageAsync(bench, playlist.Id, 50, PageSize, snapshot);
        _time.Advance(TimeSpan.FromHours(1));
        var settled = await PageAsync(bench, playlist.Id, 50, PageSize, await SnapshotAsync(bench, playlist.Id));

        Assert.False(lagged.TryGetProperty("remembered", out _));
        Assert.True(settled.GetProperty("remembered").GetBoolean());
    }

    [Fact]
    public async Task PageOfAnotherSize_OrBeyondSpotifys_NeedsTheSnapshot()
    {
        await using var bench = await TestBench.StartAsync(_time, []);
        var playlist = Long(bench);

        var refused = await bench.CallAsync("get_playlist_items", new { playlistId = playlist.Id, limit = 51 });
        var unknown = await PageAsync(bench, playlist.Id, 0, 1_000, "some snapshot");

        Assert.Equal("invalid_argument", refused.Kind());
        Assert.Equal(PageSize, Uris(unknown).Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task RememberedPages_AreThoseOfTheLast35Seconds_WhoeverEditsWhat(int seed)
    {
        await using var bench = await TestBench.StartAsync(_time, []);
        var playlist = Long(bench);
        var random = new Random(seed);
        var states = new List<(DateTimeOffset Until, IReadOnlyList<string> Uris)>();
        var remembered = 0;

        for (var step = 0; step < 60; step++)
        {
            var before = bench.Spotify.Playlists.Find(playlist.Id)!.Uris;
            await EditAsync(bench, playlist.Id, random);
            states.Add((_time.GetUtcNow(), before));
            _time.Advance(TimeSpan.FromSeconds(random.Next(0, 30)));

            var now = bench.Spotify.Playlists.Find(playlist.Id)!.Uris;
            var lately = states.Where(state => state.Until + Lag >= _time.GetUtcNow()).Select(state => state.Uris).Append(now).ToList();
            var snapshot = await SnapshotAsync(bench, playlist.Id);
            for (var offset = 0; offset < now.Count; offset += PageSize)
            {
                var page = await PageAsync(bench, playlist.Id, offset, PageSize, snapshot);
                remembered += page.TryGetProperty("remembered", out _) ? 1 : 0;
                Assert.Contains(lately, state => state.Skip(offset).Take(PageSize).SequenceEqual(Uris(page)));
            }
        }

        Assert.NotEqual(0, remembered);
    }

    private static PlaylistState Long(TestBench bench)
    {
        var uris = bench.Uris(30);
        return bench.Spotify.Playlists.Add("Long", Enumerable.Range(0, Rows).Select(row => uris[row * 7 % 30]));
    }

    private static async Task EditAsync(TestBench bench, string id, Random random)
    {
        var uris = bench.Spotify.Playlists.Find(id)!.Uris.ToList();
        var somewhere = random.Next(uris.Count);
        switch (random.Next(8))
        {
            case 0:
                bench.Spotify.Playlists.Change(id, details => details with { Name = $"name {somewhere}" });
                break;
            case 1:
                (uris[somewhere], uris[0]) = (uris[0], uris[somewhere]);
                bench.Spotify.Playlists.Set(id, uris, name: null, ownerId: null);
                break;
            case 2:
                uris.RemoveAt(somewhere);
                bench.Spotify.Playlists.Set(id, uris, name: null, ownerId: null);
                break;
            case 3:
                await AddAsync(bench, id, somewhere);
                break;
            case 4 or 5 or 6:
                await AddAsync(bench, id, position: null);
                break;
        }
    }

    private static async Task<string> AddAsync(TestBench bench, string id, int? position) =>
        (await bench.CallAsync("add_to_playlist", new { playlistId = id, uris = bench.Uris(2), position }))
            .Answer().GetProperty("snapshotId").GetString()!;

    private static async Task<string> SnapshotAsync(TestBench bench, string id) =>
        (await bench.CallAsync("get_playlist", new { playlistId = id, current = true })).Answer().GetProperty("snapshotId").GetString()!;

    private static async Task ReadAllAsync(TestBench bench, string id)
    {
        for (var offset = 0; offset < Rows; offset += PageSize)
        {
            await PageAsync(bench, id, offset, PageSize, snapshotId: null);
        }
    }

    private static async Task<JsonElement> PageAsync(TestBench bench, string id, int offset, int limit, string? snapshotId) =>
        (await bench.CallAsync("get_playlist_items", new { playlistId = id, offset, limit, snapshotId })).Answer();

    private static List<string?> Uris(JsonElement page) =>
        [.. page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("uri").GetString())];
}
