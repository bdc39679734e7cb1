using MusicSync.Worker.Matching;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Playlists.Writer;
using MusicSync.Worker.Songs;
using MusicSync.Worker.Spotify;
using MusicSync.Worker.Temporal;
using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace MusicSync.Worker.Syncs.Remembered;

/// <summary>Decides songs as somebody has decided them before; songs that nobody has chosen for are left out.</summary>
/// <param name="songs">The songs.</param>
/// <param name="cancellationToken">Gives up waiting.</param>
/// <returns>The decisions.</returns>
internal delegate Task<IReadOnlyList<MatchDecision>> DecideAsBefore(IReadOnlyList<Song> songs, CancellationToken cancellationToken);

/// <summary>
/// What was chosen by hand before, for the account that is signed in. It is read at most every ten seconds, however many songs
/// are looked up meanwhile, so a choice made at another worker counts ten seconds later at the latest.
/// </summary>
internal sealed partial class ChoiceMemory(
    ITemporalClient client, SpotifySignIn signIn, SpotifyPlaylists playlists, TimeProvider time, ILogger<ChoiceMemory> logger)
{
    private static readonly TimeSpan StaysFresh = TimeSpan.FromSeconds(10);

    // Songs wait for it, and can do without.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly IReadOnlyDictionary<string, RememberedChoice> Nothing = new Dictionary<string, RememberedChoice>();

    private volatile Read? _latest;

    /// <summary>Remembers a choice of the account that is signed in; the same one any number of times is one.</summary>
    [Activity("choices.remember")]
    public async Task RememberAsync(RememberedChoice choice)
    {
        await using var scope = ActivityScope.Start(ActivityExecutionContext.Current);
        var userId = await playlists.UserIdAsync(McpCallContext.ForSomebodyWaiting, scope.Token);
        var start = TicketActivities.Shared(ChoicesWorkflow.IdOf(userId));
        start.SignalWithStart((ChoicesWorkflow workflow) => workflow.RememberAsync(choice));
        start.Rpc = new() { CancellationToken = scope.Token };
        await client.StartWorkflowAsync((ChoicesWorkflow workflow) => workflow.RunAsync(new AccountChoices(null)), start);
        Reread();
        if ((await signIn.RecentAsync(scope.Token))?.AccountId != userId)
        {
            // The host has learned it just now, by the call above.
            await signIn.AskAsync(scope.Token);
        }
    }

    /// <summary>What is remembered has changed here.</summary>
    public void Reread() => _latest = null;

    /// <summary>
    /// Decides songs as before; those that nobody has chosen for are left out. Where Temporal does not answer in time, what was known
    /// last counts: a song that is asked about once more does less harm than a list that stands still.
    /// </summary>
    public async Task<IReadOnlyList<MatchDecision>> DecideAsync(IReadOnlyList<Song> songs, CancellationToken cancellationToken)
    {
        var choices = await ChoicesAsync(cancellationToken);
        return choices.Count == 0
            ? []
            : [.. songs
                .Select(song => SongKey.Of(song) is { } key ? choices.GetValueOrDefault(key)?.For(song.Line) : null)
                .OfType<MatchDecision>()];
    }

    private async Task<IReadOnlyDictionary<string, RememberedChoice>> ChoicesAsync(CancellationToken cancellationToken)
    {
        if (_latest is { } latest && time.GetElapsedTime(latest.At) <= StaysFresh)
        {
            return latest.Choices;
        }

        try
        {
            var userId = await AccountAsync(cancellationToken);
            _latest = new Read(userId is null ? Nothing : await ReadAsync(userId, cancellationToken), time.GetTimestamp());
        }
        catch (Exception exception)
            when (exception is RpcException or WorkflowQueryFailedException or McpCallException && !cancellationToken.IsCancellationRequested)
        {
            // Not kept as read: who asks next tries again.
            Log.NotRead(logger, exception.Message);
        }

        return _latest?.Choices ?? Nothing;
    }

    /// <summary>The user that is signed in; null while Spotify has not told the host, so that nobody can have chosen anything.</summary>
    private async Task<string?> AccountAsync(CancellationToken cancellationToken) =>
        await signIn.RecentAsync(cancellationToken) is { } grant
            ? grant.AccountId
            : await playlists.UserIdAsync(McpCallContext.ForSomebodyWaiting, cancellationToken);

    private async Task<IReadOnlyDictionary<string, RememberedChoice>> ReadAsync(string userId, CancellationToken cancellationToken)
    {
        try
        {
            var handle = client.GetWorkflowHandle<ChoicesWorkflow>(ChoicesWorkflow.IdOf(userId));
            var rpc = new RpcOptions { Timeout = Patience, Retry = false, CancellationToken = cancellationToken };
            var choices = await handle.QueryAsync(workflow => workflow.Choices(), new() { Rpc = rpc });
            return choices.ToDictionary(choice => choice.Key, StringComparer.Ordinal);
        }
        catch (RpcException exception) when (exception.Code == RpcException.StatusCode.NotFound)
        {
            return Nothing;
        }
    }

    private sealed record Read(IReadOnlyDictionary<string, RememberedChoice> Choices, long At);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "What was chosen by hand before cannot be read, so its songs may be asked about again: {Problem}")]
        public static partial void NotRead(ILogger logger, string problem);
    }
}
