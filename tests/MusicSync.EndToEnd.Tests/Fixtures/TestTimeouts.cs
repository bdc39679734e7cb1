namespace MusicSync.EndToEnd.Tests.Fixtures;

/// <summary>How long a test waits for something that always comes: long enough for a busy machine.</summary>
internal static class TestTimeouts
{
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(30);
}
