using MusicSync.McpHost.Failures;

namespace MusicSync.McpHost.RateLimiting;

/// <summary>What is known about Spotify's limits: stops in force, calls of the day, what the quota allowed. Outlives the process.</summary>
internal sealed partial class QuotaMemory
{
    private readonly QuotaStateFile _file;
    private readonly TimeProvider _time;
    private readonly ILogger<QuotaMemory> _logger;
    private bool _changed;

    public QuotaMemory(QuotaStateFile file, TimeProvider time, ILogger<QuotaMemory> logger)
    {
        (_file, _time, _logger) = (file, time, logger);
        CoolDowns = new CoolDowns(time);
        var kept = file.Load();
        Ledger.Restore(kept.Calls, kept.QuotaStops);
        foreach (var stop in kept.CoolDowns.Where(stop => stop.IsActive(time.GetUtcNow())))
        {
            CoolDowns.Begin(stop);
            Log.Restored(logger, stop.Family.Name(), stop.Kind, stop.Until);
        }
    }

    public CoolDowns CoolDowns { get; }

    public CallLedger Ledger { get; } = new();

    /// <summary>A call of that family was sent.</summary>
    public void Count(CallFamily family)
    {
        Ledger.Count(family, _time.GetUtcNow());
        _changed = true;
    }

    /// <summary>Spotify turned a call away because of a limit. Kept in the file before anybody hears of it.</summary>
    public void Stop(CallFamily family, FailureKind kind, TimeSpan wait)
    {
        var now = _time.GetUtcNow();
        var stop = new CoolDown(family, kind, now + wait);
        if (kind is FailureKind.QuotaExhausted)
        {
            Ledger.Learn(family, now);
            Log.QuotaStop(_logger, family.Name(), Ledger.Used(family, now), stop.Until);
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
        var (calls, stops) = Ledger.Snapshot(_time.GetUtcNow());
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
