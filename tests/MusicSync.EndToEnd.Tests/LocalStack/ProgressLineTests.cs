using MusicSync.LocalStack.Commands;

namespace MusicSync.EndToEnd.Tests.LocalStack;

public sealed class ProgressLineTests
{
    [Fact]
    public void Progress_OnATerminal_IsOneLineRewritten() => Assert.Equal(
        "\r  matching   1/3 matched\r  matching   2/3 matched\n",
        Show(redirected: false, Matching(1), Matching(1), Matching(2)));

    [Fact]
    public void Progress_InAFile_IsOneLineForEachState() => Assert.Equal(
        "  matching   1/3 matched\n  writing    3/3 matched\n",
        Show(redirected: true, Matching(1), Matching(2), Matching(3) with { State = "writing" }));

    private static string Show(bool redirected, params SyncStatus[] states)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var line = new ProgressLine(output, redirected);
        foreach (var state in states)
        {
            line.Show(state);
        }

        line.End();
        return output.ToString();
    }

    private static SyncStatus Matching(int matched) =>
        new("s1", "matching", null, new SongCounts(3, 0, matched), null, null, null, null);
}
