using System.Text.Json;
using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.LocalStack;

namespace MusicSync.EndToEnd.Tests.LocalStack;

public sealed class BuildOutputTests
{
    [Fact]
    public void Service_IsFoundInTheConfigurationOfTheRunningProgram()
    {
        using var folder = new TemporaryFolder();
        var built = folder.WriteProgram("bin/MusicSync.Worker/release/MusicSync.Worker");

        var found = new BuildOutput(folder["bin/MusicSync.LocalStack/release/"]).Program("MusicSync.Worker");

        Assert.Equal(built, found);
    }

    [Fact]
    public void Service_OfAnotherConfiguration_IsNotTaken()
    {
        using var folder = new TemporaryFolder();
        folder.WriteProgram("bin/MusicSync.Worker/release/MusicSync.Worker");
        var build = new BuildOutput(folder["bin/MusicSync.LocalStack/debug/"]);

        var failure = Assert.Throws<FileNotFoundException>(() => build.Program("MusicSync.Worker"));

        Assert.Contains("configuration 'debug'", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>What <c>Runtime.props</c> sets: a program without it is slower, and nothing else would show.</summary>
    [Theory]
    [InlineData("MusicSync.Worker")]
    [InlineData("MusicSync.McpHost")]
    [InlineData("MusicSync.SpotifySimulator")]
    [InlineData("MusicSync.EmbeddedTemporal")]
    public void Programs_AreRunAsTheirWorkNeeds(string name)
    {
        var program = new BuildOutput(AppContext.BaseDirectory).Program(name);

        using var settings = JsonDocument.Parse(File.ReadAllText($"{program}.runtimeconfig.json"));
        var properties = settings.RootElement.GetProperty("runtimeOptions").GetProperty("configProperties");
        Assert.Equal(30, properties.GetProperty("System.Runtime.TieredCompilation.CallCountingDelayMs").GetInt32());
        Assert.Equal(0, properties.GetProperty("System.Threading.ThreadPool.UnfairSemaphoreSpinLimit").GetInt32());
        Assert.False(properties.GetProperty("System.Runtime.TieredPGO").GetBoolean());
        Assert.False(properties.GetProperty("System.GC.Server").GetBoolean());
    }
}
