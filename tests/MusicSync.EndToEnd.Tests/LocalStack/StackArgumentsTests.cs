using System.CommandLine;
using System.Globalization;
using MusicSync.LocalStack;
using MusicSync.LocalStack.Commands;
using MusicSync.LocalStack.Temporal;

namespace MusicSync.EndToEnd.Tests.LocalStack;

public sealed class StackArgumentsTests
{
    [Fact]
    public void Options_NotGiven_AreTheDefaults() => Assert.Equivalent(new LocalStackOptions(), Read(""));

    [Fact]
    public void Options_AllGiven_AreAllRead() => Assert.Equivalent(
        new LocalStackOptions
        {
            Latency = TimeSpan.FromMilliseconds(80),
            Search = "plain",
            ReadyFile = "ready.json",
            DataDirectory = "data",
            Workers = 2,
            Restart = false,
            TimeScale = 0.2,
            Temporal = TemporalMode.Embedded,
            TemporalAddress = "127.0.0.1:7233",
        },
        Read("--latency-ms 80 --search plain --ready-file ready.json --data-dir data --workers 2 --no-restart "
            + "--time-scale 0.2 --temporal embedded --temporal-address 127.0.0.1:7233"));

    [Theory]
    [InlineData("--workers 0")]
    [InlineData("--workers many")]
    [InlineData("--latency-ms -1")]
    [InlineData("--time-scale 0")]
    [InlineData("--time-scale 0,2")]
    [InlineData("--catalog absent.csv")]
    [InlineData("--search sloppy")]
    [InlineData("--temporal docker")]
    [InlineData("--unknown")]
    public void Options_ThatMakeNoSense_AreRefused(string line) =>
        Assert.NotEmpty(StackCommandLine.Create().Parse(line).Errors);

    [Theory]
    [InlineData("--temporal auto", TemporalMode.Auto, null)]
    [InlineData("--temporal cli", TemporalMode.Cli, null)]
    [InlineData("--temporal embedded", TemporalMode.Embedded, null)]
    [InlineData("--temporal temporal.example:7233", TemporalMode.Auto, "temporal.example:7233")]
    public void Temporal_IsAModeOrAnAddress(string line, TemporalMode mode, string? address) =>
        Assert.Equal((mode, address), (Read(line).Temporal, Read(line).TemporalAddress));

    [Fact]
    public void Sync_WithoutAPlaylistName_IsRefused() =>
        Assert.NotEmpty(StackCommandLine.Create().Parse("sync songs.csv").Errors);

    [Fact]
    public void Sync_TakesTheOptionsOfTheStack() =>
        Assert.Empty(StackCommandLine.Create().Parse("sync songs.csv --playlist-name Mine --latency-ms 80").Errors);

    [Fact]
    public void TimeScale_IsReadTheSameInEveryCulture()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            Assert.Equal(0.2, Read("--time-scale 0.2").TimeScale);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static LocalStackOptions Read(string line)
    {
        var arguments = new StackArguments();
        var root = new RootCommand();
        arguments.AddTo(root);
        return arguments.Read(root.Parse(line));
    }
}
