using System.Security.Cryptography;
using System.Text;
using MusicSync.Worker.Playlists.Writer;
using Temporalio.Workflows;

namespace MusicSync.Worker.Playlists.Naming;

/// <summary>
/// Knows which playlist MusicSync made for a name of a user. One workflow a name, never closed, so two syncs with the same
/// new name share one playlist.
/// </summary>
[Workflow]
public sealed class PlaylistNameWorkflow
{
    private readonly PlaylistName _name;
    private readonly Temporalio.Workflows.Mutex _mutex = new();
    private NameSettings _settings;
    private PlaylistRef? _known;
    private DateTime _knownSince;
    private DateTimeOffset? _doubtUntil;
    private int _resolved;

    /// <summary>Takes over what an earlier run knew.</summary>
    /// <param name="name">The name and what is known of it.</param>
    [WorkflowInit]
    public PlaylistNameWorkflow(PlaylistName name)
    {
        _name = name;
        _settings = new NameSettings(name.TimeScale, name.SettleTime);
        _known = name.Known;
        _knownSince = name.KnownSince;
        _doubtUntil = name.DoubtUntil;
    }

    private bool IsContinueAsNewDue => Workflow.ContinueAsNewSuggested || _resolved >= _settings.ContinueAsNewAfterSteps;

    /// <summary>The id of a name's workflow.</summary>
    /// <param name="userId">Spotify's id of the user.</param>
    /// <param name="name">The playlist's name.</param>
    /// <returns>The workflow id.</returns>
    public static string IdOf(string userId, string name)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(name.Normalize(NormalizationForm.FormC)));
        return $"playlist-name/{userId}/{Convert.ToHexStringLower(hash)[..16]}";
    }

    /// <summary>Stays until its history is long, then goes on in a new run.</summary>
    /// <param name="name">The same as the constructor's.</param>
    /// <returns>Never, but for continuing as new.</returns>
    [WorkflowRun]
    public async Task RunAsync(PlaylistName name)
    {
        await Workflow.WaitConditionAsync(() => IsContinueAsNewDue && Workflow.AllHandlersFinished);
        var next = _name with
        {
            TimeScale = _settings.TimeScale,
            SettleTime = _settings.SettleTime,
            Known = _known,
            KnownSince = _knownSince,
            DoubtUntil = _doubtUntil,
        };
        throw Workflow.CreateContinueAsNewException((PlaylistNameWorkflow workflow) => workflow.RunAsync(next));
    }

    /// <summary>Finds the name's playlist, or makes it.</summary>
    /// <param name="settings">
    /// The asking worker's settings: this workflow never closes, so those it was started with may be years old. Null from
    /// workers of before.
    /// </param>
    /// <returns>The playlist.</returns>
    [WorkflowUpdate("resolve")]
    public async Task<PlaylistRef> ResolveAsync(NameSettings? settings = null)
    {
        _settings = settings ?? _settings;
        await _mutex.WaitOneAsync();
        try
        {
            // Right after its creation a playlist may be missing from the list of the user's playlists.
            if (_known is null || Workflow.UtcNow - _knownSince > _settings.SettleTime)
            {
                _known = await AwaitDoubtfulAsync() ?? await FindAsync() ?? await CreateAsync();
                _knownSince = Workflow.UtcNow;
            }

            _resolved++;
            return _known;
        }
        finally
        {
            _mutex.ReleaseMutex();
        }
    }

    private OwnPlaylist Wanted => new(_name.UserId, _known?.Id, PlaylistMarker.For(_name.UserId, _name.Name));

    private async Task<PlaylistRef?> FindAsync()
    {
        var found = await Workflow.ExecuteActivityAsync(
            (PlaylistNameActivities activities) => activities.FindOwnAsync(Wanted), WriterActivityOptions.Read(_settings.TimeScale, interactive: true));
        return found.Playlist;
    }

    private async Task<PlaylistRef> CreateAsync()
    {
        while (true)
        {
            var request = new CreatePlaylist(_name.Name, Wanted.Marker);
            var created = await Workflow.ExecuteActivityAsync(
                (PlaylistNameActivities activities) => activities.CreateAsync(request), WriterActivityOptions.Write(_settings.TimeScale, interactive: true));
            if (created.Playlist is { } playlist)
            {
                return playlist;
            }

            _doubtUntil = created.DoubtUntil;
            if (await AwaitDoubtfulAsync() is { } turnedUp)
            {
                return turnedUp;
            }
        }
    }

    /// <summary>The playlist of a creation whose answer was lost, if it turns up; a stop meanwhile leaves the doubt standing.</summary>
    private async Task<PlaylistRef?> AwaitDoubtfulAsync()
    {
        if (_doubtUntil is not { } until)
        {
            return null;
        }

        var request = new AwaitCreated(Wanted with { KnownId = null }, until);
        var found = await Workflow.ExecuteActivityAsync(
            (PlaylistNameActivities activities) => activities.AwaitCreatedAsync(request), WriterActivityOptions.Read(_settings.TimeScale, interactive: true));
        _doubtUntil = null;
        return found.Playlist;
    }
}

/// <summary>Input of <see cref="PlaylistNameWorkflow"/>.</summary>
/// <param name="UserId">Spotify's id of the user.</param>
/// <param name="Name">The playlist's name.</param>
/// <param name="TimeScale">Factor for the times that keep writers apart; 1 in production.</param>
/// <param name="SettleTime">How long a read may lag behind a write.</param>
/// <param name="Known">The playlist, if an earlier run knew it.</param>
/// <param name="DoubtUntil">Until when a creation of an earlier run may still turn up, or null.</param>
/// <param name="KnownSince">When an earlier run found it out or made it.</param>
public sealed record PlaylistName(
    string UserId,
    string Name,
    double TimeScale,
    TimeSpan SettleTime,
    PlaylistRef? Known = null,
    DateTimeOffset? DoubtUntil = null,
    DateTime KnownSince = default);

/// <summary>Settings of a worker that asks for a name.</summary>
/// <param name="TimeScale">Factor for the times that keep writers apart; 1 in production.</param>
/// <param name="SettleTime">How long a read may lag behind a write.</param>
/// <param name="ContinueAsNewAfterSteps">Answers after which a run ends; null leaves it to Temporal.</param>
public sealed record NameSettings(double TimeScale, TimeSpan SettleTime, int? ContinueAsNewAfterSteps = null);
