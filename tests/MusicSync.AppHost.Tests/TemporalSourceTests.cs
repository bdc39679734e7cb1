using MusicSync.AppHost.Running;
using MusicSync.AppHost.Temporal;

namespace MusicSync.AppHost.Tests;

public sealed class TemporalSourceTests
{
    private const string Cli = "/usr/bin/temporal";

    private static readonly ContainerEngine Answers = new("docker", "docker answers, podman is not installed");
    private static readonly ContainerEngine Silent = new(null, "docker is not installed, podman is not installed");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("auto")]
    public void Engine_ThatAnswers_RunsTheContainer(string? mode) =>
        Assert.IsType<TemporalSource.Container>(TemporalSource.Choose(mode, () => Answers, () => Cli));

    [Fact]
    public void WithoutEngine_TheCliRuns_AndItIsSaid()
    {
        var source = TemporalSource.Choose("auto", () => Silent, () => Cli);

        Assert.Equal(Cli, Assert.IsType<TemporalSource.Cli>(source).Program);
        Assert.Equal(
            $"No container engine answers (docker is not installed, podman is not installed); Temporal runs as a process, {Cli}.", source.Note);
    }

    [Fact]
    public void WithoutEngineAndCli_TheStandInRuns_AndItIsSaid()
    {
        var source = TemporalSource.Choose("auto", () => Silent, () => null);

        Assert.IsType<TemporalSource.Embedded>(source);
        Assert.StartsWith(
            "No container engine answers (docker is not installed, podman is not installed), and there is no Temporal CLI. "
                + "Temporal is the embedded stand-in, for trying and testing: no web UI",
            source.Note,
            StringComparison.Ordinal);
    }

    [Fact]
    public void OrderedStandIn_StaysAnOrder_AndSaysWhatItIs() => Assert.StartsWith(
        "Temporal is the embedded stand-in",
        Assert.IsType<TemporalSource.Embedded>(TemporalSource.Choose("embedded", NotAsked<ContainerEngine>, NotAsked<string?>)).Note,
        StringComparison.Ordinal);

    [Fact]
    public void OrderedContainer_StaysAnOrder_WithoutAskingAnything() =>
        Assert.IsType<TemporalSource.Container>(TemporalSource.Choose("container", NotAsked<ContainerEngine>, NotAsked<string?>));

    [Theory]
    [InlineData("cli")]
    [InlineData("process")]
    public void OrderedCli_StaysAnOrder_ThoughAnEngineAnswers(string mode) =>
        Assert.IsType<TemporalSource.Cli>(TemporalSource.Choose(mode, NotAsked<ContainerEngine>, () => Cli));

    [Fact]
    public void OrderedCli_ThatIsNotThere_IsRefused() => Assert.Contains(
        "there is no Temporal CLI",
        Assert.Throws<RefusedException>(() => TemporalSource.Choose("cli", () => Answers, () => null)).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("localhost:7233")]
    [InlineData("10.0.0.7:7233")]
    [InlineData("[::1]:7233")]
    [InlineData("my-cluster.a1b2c.tmprl.cloud:7233")]
    public void Address_IsAServerThatRunsAlready(string mode) =>
        Assert.Equal(mode, Assert.IsType<TemporalSource.Running>(TemporalSource.Choose(mode, () => Silent, () => null)).Address);

    [Theory]
    [InlineData("cloud")]
    [InlineData("localhost")]
    [InlineData("http://localhost:7233")]
    [InlineData("localhost:temporal")]
    public void UnknownMode_IsRefusedWithWhatToSet(string mode) => Assert.Contains(
        "must be 'auto', 'container', 'cli', 'embedded', or the host:port",
        Assert.Throws<RefusedException>(() => TemporalSource.Choose(mode, () => Answers, () => Cli)).Message,
        StringComparison.Ordinal);

    private static T NotAsked<T>() => throw new InvalidOperationException("An order asks nothing.");
}
