namespace MusicSync.AppHost.Tests;

/// <summary>What cannot run ends at once, with a sentence that says what to do and no stack trace.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("--Temporal:Mode=cloud", "Temporal:Mode is 'cloud'; it must be")]
    [InlineData("--Temporal:Cli=/nowhere/temporal", "Temporal:Cli is '/nowhere/temporal'")]
    public async Task WrongSetting_IsNamed(string setting, string sentence)
    {
        using var app = new AppHostProgram("--Temporal:Mode=cli", setting);

        Assert.Equal(1, await app.EndAsync(TestContext.Current.CancellationToken));
        Assert.StartsWith(sentence, app.Output, StringComparison.Ordinal);
        Assert.Single(app.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Publishing_IsLeftToTheAppHostThatDeploys()
    {
        using var app = new AppHostProgram("--operation", "publish", "--step", "publish");

        Assert.Equal(1, await app.EndAsync(TestContext.Current.CancellationToken));
        Assert.Contains("aspire deploy --apphost MusicSync.AppHost/Deploy", app.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("absent.csv", "cannot be read")]
    [InlineData("songs.xlsx", "must end in .csv, .json, .txt")]
    public async Task List_ThatCannotBeUsed_EndsBeforeAnythingStarts(string list, string reason)
    {
        using var app = new AppHostProgram("sync", list, "--playlist-name", "Mine");

        Assert.Equal(2, await app.EndAsync(TestContext.Current.CancellationToken));
        Assert.Contains(reason, app.Output, StringComparison.Ordinal);
        Assert.Single(app.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
