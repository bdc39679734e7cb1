using MusicSync.Worker.Songs;

namespace MusicSync.Worker.Tests.Songs;

public sealed class SongListTests
{
    [Fact]
    public void Concatenate_GivesEachRowALineOfItsOwn()
    {
        var first = new SongList([new Song(2, "A", "X")], [new RejectedRow(3, "?", "bad")]);
        var second = new SongList([new Song(2, "B", "X")], []);

        var list = SongList.Concatenate([first, second]);

        Assert.Equal([2, 5], list.Songs.Select(song => song.Line));
        Assert.Equal([3], list.Rejected.Select(row => row.Line));
    }
}
