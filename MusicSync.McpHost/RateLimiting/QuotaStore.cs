using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using MusicSync.McpHost.Failures;
using MusicSync.McpHost.Settings;

namespace MusicSync.McpHost.RateLimiting;

/// <summary>What is known about Spotify's limits: stops in force, calls of the day, what the quota allowed. Outlives the process.</summary>
internal sealed partial class QuotaStore
{
    private readonly QuotaStateFile _file;
    private readonly TimeProvider _time;
    private readonly ILogger<QuotaStore> _logger;
    private bool _changed;

    public QuotaStore(QuotaStateFile file, TimeProvider time, ILogger<QuotaStore> logger)
    {
        (_file, _time, _logger) = (file, time, logger);
        CoolDowns = new CoolDowns(time);
        var kept = file.Load();
        Usage.Restore(kept.Calls, kept.QuotaStops);
        foreach (var stop in kept.CoolDowns.Where(stop => stop.IsActive(time.GetUtcNow())))
        {
            CoolDowns.Begin(stop);
            Log.Restored(logger, stop.Family.Name(), stop.Kind, stop.Until);
        }
    }

    public CoolDowns CoolDowns { get; }

    public UsageCounter Usage { get; } = new();

    /// <summary>A call of that family was sent.</summary>
    public void Count(CallFamily family)
    {
        Usage.Count(family, _time.GetUtcNow());
        _changed = true;
    }

    /// <summary>Spotify turned a call away because of a limit. Kept in the file before anybody hears of it.</summary>
    public void Stop(CallFamily family, FailureKind kind, TimeSpan wait)
    {
        var now = _time.GetUtcNow();
        var stop = new CoolDown(family, kind, now + wait);
        if (kind is FailureKind.QuotaExhausted)
        {
            Usage.Learn(family, now);
            Log.QuotaStop(_logger, family.Name(), Usage.Used(family, now), stop.Until);
        }

        if (CoolDowns.Begin(stop))
        {
            Log.Stopped(_logger, family.Name(), kind, wait.TotalSeconds);
            Save();
        }
    }

    /// <summary>Writes the counters if any call was made since the last time.</summary>
    public void SaveChanges()
    {
        if (_changed)
        {
            Save();
        }
    }

    private void Save()
    {
        _changed = false;
        var (calls, stops) = Usage.Snapshot(_time.GetUtcNow());
        _file.Save(new QuotaState(_file.Account, CoolDowns.Active, calls, stops));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "No {Family} calls for {Seconds} s: {Kind}")]
        public static partial void Stopped(ILogger logger, string family, FailureKind kind, double seconds);

        [LoggerMessage(LogLevel.Information, "No {Family} calls until {Until}: {Kind} before the restart")]
        public static partial void Restored(ILogger logger, string family, FailureKind kind, DateTimeOffset until);

        [LoggerMessage(LogLevel.Warning, "Spotify's quota for {Family} calls ended after {Used} in 24 h; it asks to wait until {Until}")]
        public static partial void QuotaStop(ILogger logger, string family, int used, DateTimeOffset until);
    }
}

/// <summary>Writes the counters every few seconds and when the host stops; a kill costs those of the last seconds.</summary>
internal sealed class QuotaStoreSaver(QuotaStore quota, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        quota.SaveChanges();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            quota.SaveChanges();
        }
    }
}

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

/// <summary>What a restarted host must still know; the form of the state file.</summary>
/// <param name="Account">Whose quota it is; the state of another account is ignored.</param>
/// <param name="CoolDowns">Stops in force when it was written.</param>
/// <param name="Calls">Calls of the last 24 hours.</param>
/// <param name="QuotaStops">The last time each family's quota ended.</param>
internal sealed record QuotaState(
    string Account,
    IReadOnlyList<CoolDown> CoolDowns,
    IReadOnlyList<HourOfCalls> Calls,
    IReadOnlyList<QuotaStop> QuotaStops);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    WriteIndented = true,
    Converters = [typeof(SnakeCaseConverter<CallFamily>), typeof(SnakeCaseConverter<FailureKind>)])]
[JsonSerializable(typeof(QuotaState))]
internal sealed partial class QuotaStateJson : JsonSerializerContext;
