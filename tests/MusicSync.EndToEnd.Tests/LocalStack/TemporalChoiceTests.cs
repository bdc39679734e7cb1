using MusicSync.LocalStack.Temporal;

namespace MusicSync.EndToEnd.Tests.LocalStack;

public sealed class TemporalChoiceTests
{
    private const string Program = "/programs/temporal";

    [Fact]
    public void Auto_TakesTheDevServer_WhereThereIsOne() =>
        Assert.Equal(Program, TemporalChoice.Make(TemporalMode.Auto, () => Program).Cli);

    [Fact]
    public void Auto_TakesTheStandIn_WhereThereIsNone() =>
        Assert.True(TemporalChoice.Make(TemporalMode.Auto, () => null).IsEmbedded);

    [Fact]
    public void Embedded_TakesTheStandIn_WithoutALook() =>
        Assert.True(TemporalChoice.Make(TemporalMode.Embedded, () => throw new InvalidOperationException()).IsEmbedded);

    [Fact]
    public void Cli_WithoutOne_SaysHowToGetIt()
    {
        var failure = Assert.Throws<FileNotFoundException>(() => TemporalChoice.Make(TemporalMode.Cli, () => null));

        Assert.Contains(TemporalCli.PathVariable, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StandIn_SaysThatItIsOne_AndHowToGetTheRealServer() => Assert.Equal(
        "the embedded stand-in, for trying and testing: no web UI, no temporal commands. A real server: https://docs.temporal.io/cli",
        TemporalChoice.Make(TemporalMode.Embedded, () => null).Line);
}
