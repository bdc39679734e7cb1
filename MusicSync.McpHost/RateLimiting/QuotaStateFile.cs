using System.Text.Json;
using Microsoft.Extensions.Options;
using MusicSync.McpHost.Settings;

namespace MusicSync.McpHost.RateLimiting;

/// <summary>
/// <c>quota.json</c> in the data directory, always replaced as a whole. Of two hosts that overlap during a rollout the
/// last one's state stays; what the other knew costs one refused call.
/// </summary>
internal sealed partial class QuotaStateFile(
    IOptions<StorageOptions> storage, IOptions<SpotifyOptions> spotify, ILogger<QuotaStateFile> logger)
{
    private const string Name = "quota.json";

    private readonly string _directory = storage.Value.DataDirectory;
    private readonly Lock _lock = new();

    /// <summary>Whose quota this host uses: the app's, whoever signed in.</summary>
    public string Account { get; } = Fingerprint.Of($"{spotify.Value.ApiUrl}\n{spotify.Value.ClientId}");

    private string FilePath => Path.Combine(_directory, Name);

    /// <summary>The state that was kept for this account; empty when there is none that can be read.</summary>
    public QuotaState Load() => Read() is { } state && state.Account == Account ? state : new QuotaState(Account, [], [], []);

    public void Save(QuotaState state)
    {
        var temporary = $"{FilePath}.{Environment.ProcessId}.tmp";
        lock (_lock)
        {
            try
            {
                Directory.CreateDirectory(_directory);
                File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(state, QuotaStateJson.Default.QuotaState));
                File.Move(temporary, FilePath, overwrite: true);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                Log.NotSaved(logger, FilePath, error.Message);
            }
        }
    }

    private QuotaState? Read()
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(FilePath), QuotaStateJson.Default.QuotaState);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            Log.NotLoaded(logger, FilePath, error.Message);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{File} cannot be read ({Problem}); cool-downs begin anew with Spotify's next refusal")]
        public static partial void NotLoaded(ILogger logger, string file, string problem);

        [LoggerMessage(LogLevel.Warning, "{File} cannot be written ({Problem}); a restart would forget the cool-downs")]
        public static partial void NotSaved(ILogger logger, string file, string problem);
    }
}
