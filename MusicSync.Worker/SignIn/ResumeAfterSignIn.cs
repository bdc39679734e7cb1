using Microsoft.Extensions.Options;
using MusicSync.ServiceDefaults;
using MusicSync.Worker.Api.Parked;
using MusicSync.Worker.Spotify;

namespace MusicSync.Worker.SignIn;

/// <summary>
/// Lets parked syncs, edits and agents go on once somebody has signed in, wherever and by whichever worker. It asks the host who is signed in,
/// once a minute; only after a change, and after its own start, does it ask Temporal what waits for that. All it knows
/// is in those two, so a restart loses nothing, and of several workers the second resumes what no longer waits.
/// </summary>
internal sealed partial class ResumeAfterSignIn(
    SpotifySignIn signIn, ParkedWork parked, SignInSignal signal, IOptions<SignInOptions> options, ILogger<ResumeAfterSignIn> logger)
    : BackgroundService
{
    private readonly SignInWatch _watch = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var isSettled = true;
            try
            {
                isSettled = await LookAsync(stoppingToken);
            }
            catch (Exception defect) when (!stoppingToken.IsCancellationRequested)
            {
                // It would end the worker, with all that has nothing to do with a sign-in.
                Log.Defect(logger, defect);
            }

            await signal.WaitAsync(options.Value.Interval(isSettled), stoppingToken);
        }
    }

    /// <returns>Whether all is well, and host and Temporal have said so.</returns>
    private async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        if (await signIn.AskAsync(cancellationToken) is not { } grant)
        {
            return false;
        }

        if (!_watch.IsToBeTried(grant))
        {
            return grant.IsGood;
        }

        var isTried = await parked.ResumeAfterSignInAsync(cancellationToken);
        if (isTried)
        {
            _watch.Tried();
        }

        return isTried;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Whether syncs wait for a sign-in could not be found out")]
        public static partial void Defect(ILogger logger, Exception defect);
    }
}

/// <summary>Somebody has just signed in through this worker: there is something to look at.</summary>
internal sealed class SignInSignal : IDisposable
{
    private readonly SemaphoreSlim _given = new(0);

    public void Give() => _given.Release();

    // By the machine's own clock, which a test that skips hours leaves alone.
    /// <returns>Whether it was given, rather than waited for in vain.</returns>
    public Task<bool> WaitAsync(TimeSpan max, CancellationToken cancellationToken) => _given.WaitAsync(max, cancellationToken);

    public void Dispose() => _given.Dispose();
}

/// <summary>
/// When parked syncs are tried: after each change to a good sign-in, a few times, since a sync may park late for a refusal of
/// before. Never while the host knows the sign-in to be refused, so that nothing is tried in vain for long. Pure.
/// </summary>
internal sealed class SignInWatch
{
    private const int Tries = 3;

    private SpotifyGrant? _last;
    private int _left = Tries;

    /// <summary>Takes in how things stand, and says whether to look for parked syncs.</summary>
    public bool IsToBeTried(SpotifyGrant grant)
    {
        if (_last is not { IsGood: true } last || last.Id != grant.Id)
        {
            _left = Tries;
        }

        _last = grant;
        return grant.IsGood && _left > 0;
    }

    /// <summary>Every parked sync has been resumed.</summary>
    public void Tried() => _left--;
}

/// <summary>How soon a sign-in is noticed that was not made at this worker.</summary>
internal sealed class SignInOptions
{
    public const string SectionName = "SignIn";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How often the host is asked who is signed in; 1 s to 1 h, default 1 min. Every 5 s at least while nobody is, or while
    /// host or Temporal do not answer.
    /// </summary>
    [SettingRange(typeof(TimeSpan), "00:00:01", "01:00:00", Example = "00:01:00")]
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromMinutes(1);

    public TimeSpan Interval(bool isSettled) => isSettled || LookEvery < Soon ? LookEvery : Soon;
}

/// <summary>Stops the start where sign-ins would go unnoticed.</summary>
[OptionsValidator]
internal sealed partial class SignInOptionsValidator : IValidateOptions<SignInOptions>;
