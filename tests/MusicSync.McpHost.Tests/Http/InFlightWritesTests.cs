using Microsoft.Extensions.Time.Testing;
using MusicSync.McpHost.Http;

namespace MusicSync.McpHost.Tests.Http;

public sealed class InFlightWritesTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Playlist_NeverWritten_HasNoTime() => Assert.Null(new InFlightWrites(_time).Last("one"));

    [Fact]
    public void Playlist_WhileOneOfTwoWritesIsInFlight_HasTheTimeOfNow()
    {
        var writes = new InFlightWrites(_time);
        var first = writes.Begin("one");
        using var second = writes.Begin("one");

        first.Dispose();
        _time.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(_time.GetUtcNow(), writes.Last("one"));
    }

    [Fact]
    public void Playlist_AfterItsLastWrite_KeepsThatTime()
    {
        var writes = new InFlightWrites(_time);
        writes.Begin("one").Dispose();
        var ended = _time.GetUtcNow();

        _time.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(ended, writes.Last("one"));
        Assert.Null(writes.Last("two"));
    }

    [Fact]
    public void Playlist_LongAfterItsLastWrite_IsForgotten()
    {
        var writes = new InFlightWrites(_time);
        writes.Begin("one").Dispose();

        _time.Advance(TimeSpan.FromHours(2));
        writes.Begin("two").Dispose();

        Assert.Null(writes.Last("one"));
    }
}
