using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MusicSync.McpHost.Quota;
using MusicSync.McpHost.Spotify;
using MusicSync.McpHost.Tests.Support;

namespace MusicSync.McpHost.Tests.Quota;

public sealed class RememberedSearchesTests : IDisposable
{
    private static readonly Track Song = new("6rqhFgbbKwnb9MLmUQDhG6", "spotify:track:6rqhFgbbKwnb9MLmUQDhG6", "Dónde", ["Ana"], 231_277, false, Isrc: "ZZSIM1610814");

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly TempFolder _folder = new();
    private readonly LogLines _log = new();
    private int _asked;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answer_OfTheSameQueryInOtherSpacingAndCase_IsNotAskedTwice()
    {
        using var searches = await OpenAsync();
        await AskAsync(searches, "track:Dónde  artist:Ana", Song);

        var again = await AskAsync(searches, " TRACK:DÓNDE artist:ana ");

        Assert.Equal(1, _asked);
        Assert.Equivalent(Song, Assert.Single(again), strict: true);
    }

    [Theory]
    [InlineData(true, 29, 1)]
    [InlineData(true, 31, 2)]
    [InlineData(false, 6, 1)]
    [InlineData(false, 8, 2)]
    public async Task Answer_IsForgotten_AfterThirtyDaysWhenFoundAndSevenWhenNot(bool found, int days, int asked)
    {
        using var searches = await OpenAsync();
        Track[] answer = found ? [Song] : [];
        await AskAsync(searches, "q", answer);

        _time.Advance(TimeSpan.FromDays(days));
        await AskAsync(searches, "q", answer);

        Assert.Equal(asked, _asked);
    }

    [Fact]
    public async Task Answer_OutlivesAProcessThatWasKilled()
    {
        // Never closed, as after a kill; its lock would go with the process.
        var killed = await OpenAsync();
        await AskAsync(killed, "q", Song);

        using var next = await OpenAsync();

        Assert.Equivalent(Song, Assert.Single(await AskAsync(next, "q")), strict: true);
        Assert.Equal(1, _asked);
        killed.Dispose();
    }

    [Fact]
    public async Task Files_OfEndedProcesses_AreMergedIntoOne()
    {
        for (var process = 0; process < 3; process++)
        {
            using var searches = await OpenAsync();
            await AskAsync(searches, $"q{process}", Song);
        }

        using var last = await OpenAsync();

        Assert.Single(Files());
        await AskAsync(last, "q0");
        await AskAsync(last, "q1");
        await AskAsync(last, "q2");
        Assert.Equal(3, _asked);
    }

    [Fact]
    public async Task FileOfALiveProcess_IsReadAndLeftAlone()
    {
        using var first = await OpenAsync();
        await AskAsync(first, "q", Song);

        using var second = await OpenAsync();
        await AskAsync(second, "q");
        await AskAsync(first, "other", Song);

        Assert.Equal(2, _asked);
        Assert.Equal(2, Files().Length);
        Assert.Contains("is left to be merged at a later start", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CorruptLines_AreSkippedAndLogged()
    {
        using (var searches = await OpenAsync())
        {
            await AskAsync(searches, "q", Song);
        }

        await File.AppendAllTextAsync(Files().Single(), "not json\n{}\n{\"key\":\"torn\",\"at\":\"2026-", Cancel);

        using var next = await OpenAsync();
        await AskAsync(next, "q");

        Assert.Equal(1, _asked);
        Assert.Contains("Skipped 3 unreadable lines", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NewestAnswer_OfTwoFiles_Counts()
    {
        using var first = await OpenAsync();
        await AskAsync(first, "q");
        _time.Advance(TimeSpan.FromDays(8));
        using (var second = await OpenAsync())
        {
            await AskAsync(second, "q", Song);
        }

        using var third = await OpenAsync();

        Assert.Single(await AskAsync(third, "q"));
        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task Answer_OfAnotherSignIn_IsNotUsed()
    {
        using (var searches = await OpenAsync("one"))
        {
            await AskAsync(searches, "q", Song);
        }

        using var other = await OpenAsync("another");
        await AskAsync(other, "q");

        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task FailedSearch_IsNotRemembered()
    {
        using var searches = await OpenAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => searches.GetOrAskAsync("q", (_, _) => throw new InvalidOperationException(), Cancel));

        await AskAsync(searches, "q", Song);

        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task UnusableDirectory_CostsCallsAndNothingElse()
    {
        var file = Path.Combine(_folder.Path, "a-file");
        await File.WriteAllTextAsync(file, "", Cancel);
        using var searches = Searches(file, "one");
        await searches.StartAsync(Cancel);

        Assert.Single(await AskAsync(searches, "q", Song));
        Assert.Single(await AskAsync(searches, "q", Song));
        Assert.Contains("Set MusicSync__DataDirectory", _log.Text, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string[] Files() => Directory.GetFiles(_folder.Path);

    private async Task<RememberedSearches> OpenAsync(string refreshToken = "one")
    {
        var searches = Searches(_folder.Path, refreshToken);
        await searches.StartAsync(Cancel);
        return searches;
    }

    private RememberedSearches Searches(string directory, string refreshToken) => new(
        Options.Create(new StorageOptions { DataDirectory = directory }),
        Options.Create(new SpotifyOptions { ClientId = "client", RefreshToken = refreshToken }),
        _time,
        _log.For<RememberedSearches>());

    private Task<IReadOnlyList<Track>> AskAsync(RememberedSearches searches, string query, params Track[] answer) =>
        searches.GetOrAskAsync(
            query,
            (_, _) =>
            {
                _asked++;
                return Task.FromResult<IReadOnlyList<Track>>(answer);
            },
            Cancel);
}
