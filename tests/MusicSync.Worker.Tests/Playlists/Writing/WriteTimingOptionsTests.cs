using Microsoft.Extensions.Options;
using MusicSync.Worker.Playlists.Writing;

namespace MusicSync.Worker.Tests.Playlists.Writing;

public sealed class WriteTimingOptionsTests
{
    [Fact]
    public void Defaults_AreValid() => Assert.True(Validate(new()).Succeeded);

    [Theory]
    [InlineData(0, null, 1, "MusicSync.TimeScale must be between 0 exclusive and 10.")]
    [InlineData(10.1, null, 1, "MusicSync.TimeScale must be between 0 exclusive and 10.")]
    [InlineData(double.NaN, null, 1, "MusicSync.TimeScale must be between 0 exclusive and 10.")]
    [InlineData(1, 0, 1, "Writer.ContinueAsNewAfterSteps must be between 1 and 2147483647.")]
    [InlineData(1, null, 0, "Writer.MaxCarriedTracks must be between 1 and 2147483647.")]
    public void OutOfRange_IsNamed(double scale, int? steps, int tracks, string message)
    {
        var options = new WriteTimingOptions
        {
            MusicSync = new() { TimeScale = scale },
            Writer = new() { ContinueAsNewAfterSteps = steps, MaxCarriedTracks = tracks },
        };

        Assert.EndsWith(message, Assert.Single(Validate(options).Failures!), StringComparison.Ordinal);
    }

    private static ValidateOptionsResult Validate(WriteTimingOptions options) =>
        new WriteTimingOptionsValidator().Validate(name: null, options);
}
