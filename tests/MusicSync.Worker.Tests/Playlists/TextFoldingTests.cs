using MusicSync.Worker.Playlists;

namespace MusicSync.Worker.Tests.Playlists;

public sealed class TextFoldingTests
{
    [Theory]
    [InlineData("  Été   Indien ", "ete indien")]
    [InlineData("ＦＵＬＬ", "full")]
    [InlineData("幸せの日々", "幸せの日々")]
    [InlineData("Дмитрий", "дмитрии")]
    public void Fold_KeepsLettersAndDropsCaseAndMarks(string text, string folded) =>
        Assert.Equal(folded, TextFolding.Fold(text));
}
