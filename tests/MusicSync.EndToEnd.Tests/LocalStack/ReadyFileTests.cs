using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.LocalStack;

namespace MusicSync.EndToEnd.Tests.LocalStack;

public sealed class ReadyFileTests
{
    [Fact]
    public void ReadyFile_HoldsUrlsWithoutAFinalSlashAndProcessIds()
    {
        using var folder = new TemporaryFolder();

        Example(pid: 11).WriteTo(folder["ready.json"]);

        Assert.Equal(
            """
            {
              "worker": {
                "url": "http://127.0.0.1:1",
                "pid": 11
              },
              "mcpHost": {
                "url": "http://127.0.0.1:2",
                "pid": 12
              },
              "spotify": {
                "url": "http://127.0.0.1:3",
                "pid": 13
              },
              "temporal": {
                "address": "127.0.0.1:4",
                "uiUrl": "http://127.0.0.1:5",
                "pid": 14
              },
              "workers": [
                {
                  "url": "http://127.0.0.1:1",
                  "pid": 11
                }
              ]
            }
            """,
            File.ReadAllText(folder["ready.json"]));
    }

    [Fact]
    public void ReadyFile_WrittenAgain_ReplacesTheOldOneAndLeavesNothingBeside()
    {
        using var folder = new TemporaryFolder();
        Example(pid: 11).WriteTo(folder["ready.json"]);

        Example(pid: 21).WriteTo(folder["ready.json"]);

        Assert.Contains("\"pid\": 21", File.ReadAllText(folder["ready.json"]), StringComparison.Ordinal);
        Assert.Equal([folder["ready.json"]], Directory.GetFiles(folder.Root));
    }

    private static ReadyFile Example(int pid)
    {
        var worker = new ReadyService("http://127.0.0.1:1", pid);
        return new ReadyFile(
            worker,
            new ReadyService("http://127.0.0.1:2", 12),
            new ReadyService("http://127.0.0.1:3", 13),
            new ReadyTemporal("127.0.0.1:4", "http://127.0.0.1:5", 14),
            [worker]);
    }
}
