using System.Text;
using System.Text.RegularExpressions;
using MusicSync.Worker.Matching;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Songs;
using MusicSync.Worker.Syncs;

namespace MusicSync.Worker.Api;

/// <summary>A request as it was read, before it becomes a sync. Pure.</summary>
internal sealed partial record SyncDraft(SyncParameters Parameters, SongList List)
{
    private const int InteractiveUpTo = 20;
    private const int NameLength = 100;

    /// <summary>The sync that was asked for.</summary>
    /// <exception cref="ProblemException">An option is missing, unknown or contradicts another one.</exception>
    public SyncRequest ToRequest(string? idempotencyKey)
    {
        var id = Id(Parameters["id"] ?? idempotencyKey);
        var target = Target(Parameters["playlist"], Parameters["playlistName"]);
        if (List.Songs.Count + List.Rejected.Count > SongLimits.Songs)
        {
            throw ProblemException.TooLarge(
                $"The list has {List.Songs.Count + List.Rejected.Count} rows; one sync takes {SongLimits.Songs}. Send it in parts.");
        }

        return List.Songs.Count == 0
            ? throw ProblemException.Unprocessable(NoSongs())
            : new SyncRequest(id, target, List.Songs, List.Rejected, Options());
    }

    /// <summary>Whether the caller chose the id.</summary>
    public bool NamesItsId(string? idempotencyKey) => (Parameters["id"] ?? idempotencyKey) is not null;

    private string NoSongs() => List.Rejected is [var first, ..]
        ? $"None of the {List.Rejected.Count} rows names a song. Line {first.Line}: {first.Reason}"
        : "The list is empty; send at least one song with title and artist.";

    private SyncOptions Options() => new(
        Choice("policy", MatchPolicy.Balanced),
        Choice("duplicates", DuplicateHandling.Skip),
        Choice("priority", List.Songs.Count <= InteractiveUpTo ? SyncPriority.Interactive : SyncPriority.Bulk),
        DryRun(),
        Choice("explicit", ExplicitTracks.Any));

    private TEnum Choice<TEnum>(string name, TEnum whenAbsent)
        where TEnum : struct, Enum
    {
        var text = Parameters.AsSent(name);
        if (string.IsNullOrEmpty(text))
        {
            return whenAbsent;
        }

        // By name: Enum.Parse takes numbers and lists as well.
        foreach (var choice in Enum.GetValues<TEnum>().Where(choice => choice.ToString().Equals(text, StringComparison.OrdinalIgnoreCase)))
        {
            return choice;
        }

        throw ProblemException.Unprocessable(
            $"{name} is '{text}'; it must be one of {string.Join(", ", Enum.GetNames<TEnum>()).ToLowerInvariant()}.");
    }

    private bool DryRun() => Parameters["dryRun"] switch
    {
        null or "" => false,
        var text when bool.TryParse(text, out var value) => value,
        var text => throw ProblemException.Unprocessable($"dryRun is '{text}'; it must be true or false."),
    };

    private static string Id(string? id)
    {
        if (id is null)
        {
            return Guid.CreateVersion7().ToString("N");
        }

        return IdPattern.IsMatch(id)
            ? id
            : throw ProblemException.Unprocessable("id must be 1 to 64 of the characters A-Z a-z 0-9 . _ -");
    }

    private static PlaylistTarget Target(string? playlist, string? name) => (playlist, name) switch
    {
        ({ Length: > 0 }, { Length: > 0 }) =>
            throw ProblemException.Unprocessable("Give either playlist or playlistName, not both."),
        ({ Length: > 0 }, _) => new PlaylistTarget(Id: PlaylistReference.Id(playlist)
            ?? throw ProblemException.Unprocessable(
                "playlist must be a playlist's id (22 letters and digits), its spotify:playlist: URI or its open.spotify.com link.")),
        (_, { Length: > 0 }) => new PlaylistTarget(Name: Name(name)),
        _ => throw ProblemException.Unprocessable(
            "Say where the songs go: playlist (an existing playlist's id or link) or playlistName (made when there is none)."),
    };

    private static string Name(string text)
    {
        var name = text.Trim().Normalize(NormalizationForm.FormC);
        return name.Length is > 0 and <= NameLength && !name.Any(char.IsControl)
            ? name
            : throw ProblemException.Unprocessable(
                $"playlistName must have 1 to {NameLength} characters and no line breaks or control characters.");
    }

    [GeneratedRegex("^[A-Za-z0-9._-]{1,64}$")]
    private static partial Regex IdPattern { get; }
}
