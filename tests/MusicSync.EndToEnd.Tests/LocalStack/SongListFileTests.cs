using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.LocalStack.Commands;

namespace MusicSync.EndToEnd.Tests.LocalStack;

public sealed class SongListFileTests
{
    [Theory]
    [InlineData("songs.csv", "text/csv")]
    [InlineData("songs.CSV", "text/csv")]
    [InlineData("songs.json", "application/json")]
    [InlineData("songs.txt", "text/plain")]
    public void List_HasTheTypeOfItsName(string name, string contentType)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder[name], "x");

        Assert.Equal(contentType, SongListFile.Open(folder[name]).ContentType);
    }

    [Theory]
    [InlineData("songs.xlsx", "must end in .csv, .json, .txt")]
    [InlineData("absent.csv", "cannot be read")]
    public void List_ThatCannotBeUsed_SaysWhy(string name, string reason) => Assert.Contains(
        reason, Assert.Throws<BadInputException>(() => SongListFile.Open(name)).Message, StringComparison.Ordinal);
}
