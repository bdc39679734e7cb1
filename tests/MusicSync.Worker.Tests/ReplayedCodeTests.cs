namespace MusicSync.Worker.Tests;

/// <summary>
/// Who edits a file has to see that Temporal replays it, and the banned APIs have to hold there: both follow from its name.
/// </summary>
public sealed class ReplayedCodeTests
{
    private const string Suffix = ".workflow.cs";

    // How texts are compared. Today's runs call it for the counts of a dry run alone, which decide no command; runs from
    // before the patch "writer-progress" also for which rows a ticket yields.
    private static readonly string[] DecidesNothing = ["Folding.cs", "Letters.cs"];

    [Fact]
    public void ReplayedCode_IsInWorkflowFiles()
    {
        var others = ReplayedCode.Files()
            .Where(file => !file.Key.EndsWith(Suffix, StringComparison.Ordinal) && !DecidesNothing.Contains(file.Key))
            .OrderBy(file => file.Key, StringComparer.Ordinal)
            .Select(file => $"{file.Key}: {file.Value}");

        Assert.True(!others.Any(), $"Temporal replays these too; call them *{Suffix}:\n{string.Join('\n', others)}");
    }
}
