using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MusicSync.McpHost.Failures;
using MusicSync.McpHost.RateLimiting;
using MusicSync.McpHost.Settings;
using MusicSync.McpHost.Tests.Support;

namespace MusicSync.McpHost.Tests.RateLimiting;

public sealed class QuotaStateFileTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 14, 5, 0, TimeSpan.Zero));
    private readonly TempFolder _folder = new();
    private readonly LogLines _log = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string StateFile => Path.Combine(_folder.Path, "quota.json");

    [Fact]
    public async Task File_IsReadableByPeople()
    {
        var quota = Open();
        for (var call = 0; call < 130; call++)
        {
            quota.Count(CallFamily.Search);
        }

        quota.Stop(CallFamily.Search, FailureKind.QuotaExhausted, TimeSpan.FromSeconds(48_925));

        var text = await File.ReadAllTextAsync(StateFile, Cancel);

        Assert.Equal(
            """
            {
              "account": "ACCOUNT",
              "coolDowns": [
                {
                  "family": "search",
                  "kind": "quota_exhausted",
                  "until": "2026-11-25T03:40:25+00:00"
                }
              ],
              "calls": [
                {
                  "family": "search",
                  "hour": "2026-11-24T14:00:00+00:00",
                  "calls": 130
                }
              ],
              "quotaStops": [
                {
                  "family": "search",
                  "at": "2026-11-24T14:05:00+00:00",
                  "used": 130
                }
              ]
            }
            """.Replace("ACCOUNT", FileIn(_folder.Path).Account, StringComparison.Ordinal).ReplaceLineEndings(),
            text.ReplaceLineEndings());
        Assert.Equal(["quota.json"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"account\": \"")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"account\":\"a\",\"coolDowns\":[{\"family\":\"unknown\"}],\"calls\":[],\"quotaStops\":[]}")]
    public async Task CorruptFile_IsReplacedAndNotObeyed(string content)
    {
        await File.WriteAllTextAsync(StateFile, content, Cancel);

        var quota = Open();
        quota.Stop(CallFamily.Other, FailureKind.RateLimited, TimeSpan.FromSeconds(5));

        Assert.Contains("quota.json cannot be read", _log.Text, StringComparison.Ordinal);
        Assert.Single(Open().CoolDowns.Active);
    }

    [Fact]
    public async Task UnusableDirectory_CostsOnlyTheMemory()
    {
        var file = Path.Combine(_folder.Path, "a-file");
        await File.WriteAllTextAsync(file, "", Cancel);
        var quota = new QuotaStore(FileIn(file), _time, _log.For<QuotaStore>());

        quota.Stop(CallFamily.Search, FailureKind.RateLimited, TimeSpan.FromSeconds(5));

        Assert.Single(quota.CoolDowns.Active);
        Assert.Contains("quota.json cannot be written", _log.Text, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private QuotaStore Open() => new(FileIn(_folder.Path), _time, _log.For<QuotaStore>());

    private QuotaStateFile FileIn(string directory) => new(
        Options.Create(new StorageOptions { DataDirectory = directory }),
        Options.Create(new SpotifyOptions()),
        _log.For<QuotaStateFile>());
}
