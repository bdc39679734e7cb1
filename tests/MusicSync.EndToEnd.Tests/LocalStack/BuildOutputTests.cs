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
}
