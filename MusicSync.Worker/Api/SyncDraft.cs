using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Primitives;
using MusicSync.Worker.Matching;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Songs;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Syncs.Mirrors;

namespace MusicSync.Worker.Api;

/// <summary>A request as it was read, before it becomes a sync. Pure.</summary>
internal sealed record SyncDraft(SyncParameters Parameters, SongList List)
{
    private const int MaxIdLength = 64;

    /// <summary>The link that the list was read from, where it is the link that was asked for.</summary>
    public SpotifyListLink? Link { get; init; }

    /// <summary>The sync that was asked for.</summary>
    /// <exception cref="ProblemException">An option is missing, unknown or contradicts another one.</exception>
    public SyncRequest ToRequest(string? idempotencyKey)
    {
        var id = CallerIds.Of(Parameters["id"] ?? idempotencyKey, MaxIdLength);
        var target = Target(Parameters["playlist"], Parameters["playlistName"]);
        if (List.Songs.Count + List.Rejected.Count > SongLimits.Songs)
        {
            throw ProblemException.TooLarge(
                $"The list has {List.Songs.Count + List.Rejected.Count} rows; one sync takes {SongLimits.Songs}. Send it in parts.");
        }

        var (options, mirror) = (Options(), MirrorBody.Read(Parameters.AsSent("mirror")));
        if (mirror is not null && (options.DryRun || options.Duplicates == DuplicateHandling.Keep))
        {
            throw ProblemException.Unprocessable("A mirror has each track once, and it writes: leave out dryRun and duplicates=keep.");
        }

        return List.Songs.Count == 0 && mirror is null
            ? throw ProblemException.Unprocessable(NoSongs())
            : new SyncRequest(id, target, List.Songs, List.Rejected, options, Mirror: mirror);
    }

    /// <summary>Whether the caller chose the id.</summary>
    public bool NamesItsId(string? idempotencyKey) => (Parameters["id"] ?? idempotencyKey) is not null;

    private string NoSongs() => List.Rejected is [var first, ..]
        ? $"None of the {List.Rejected.Count} rows names a song. Line {first.Line}: {first.Reason}"
        : "The list is empty; send at least one song with title and artist.";

    private SyncOptions Options() => new(
        Choice("policy", MatchPolicy.Balanced),
        Choice("duplicates", DuplicateHandling.Skip),
        Choice("priority", SyncOptions.UsualPriority(List.Songs.Count)),
        DryRun(),
        Choice("explicit", ExplicitTracks.Any));

    private TEnum Choice<TEnum>(string name, TEnum whenAbsent)
        where TEnum : struct, Enum => ChoiceOf(name, Parameters.AsSent(name), whenAbsent);

    /// <summary>One of some words.</summary>
    /// <exception cref="ProblemException">It is none of them.</exception>
    internal static TEnum ChoiceOf<TEnum>(string name, string? text, TEnum whenAbsent)
        where TEnum : struct, Enum
    {
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

    /// <summary>Where songs go.</summary>
    /// <exception cref="ProblemException">It is not said, or twice.</exception>
    internal static PlaylistTarget Target(string? playlist, string? name) => (playlist, name) switch
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

    private static string Name(string text) => PlaylistTarget.NameOf(text) ?? throw ProblemException.Unprocessable(
        $"playlistName must have 1 to {PlaylistTarget.MaxNameLength} characters and no line breaks or control characters.");
}

/// <summary>Reads <c>mirror</c>: <c>{"own": […], "confirmed": false}</c>, own tracks as URIs or as an ended sync gave them. Pure.</summary>
internal static class MirrorBody
{
    /// <exception cref="ProblemException">It is something else.</exception>
    public static SyncMirror? Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        try
        {
            using var body = JsonDocument.Parse(text);
            return Read(body.RootElement);
        }
        catch (JsonException)
        {
            throw Unreadable();
        }
    }

    private static SyncMirror Read(JsonElement mirror)
    {
        if (mirror.ValueKind != JsonValueKind.Object)
        {
            throw Unreadable();
        }

        IReadOnlyList<OwnTrack> own = mirror.TryGetProperty("own", out var tracks)
            ? tracks.ValueKind == JsonValueKind.Array ? [.. tracks.EnumerateArray().Select(Track).DistinctBy(track => track.Uri)] : throw Unreadable()
            : [];
        if (own.Count > SongLimits.Songs)
        {
            throw ProblemException.TooLarge($"mirror.own has {own.Count} tracks; a mirror has at most {SongLimits.Songs}.");
        }

        return new SyncMirror(own, mirror.TryGetProperty("confirmed", out var confirmed) && confirmed.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False or JsonValueKind.Null => false,
            _ => throw Unreadable(),
        });
    }

    private static OwnTrack Track(JsonElement track) => track.ValueKind switch
    {
        JsonValueKind.String => new OwnTrack(Uri(track)),
        JsonValueKind.Object when track.TryGetProperty("uri", out var uri) =>
            new OwnTrack(Uri(uri), track.TryGetProperty("song", out var song) && song.ValueKind == JsonValueKind.String ? song.GetString() : null),
        _ => throw Unreadable(),
    };

    private static string Uri(JsonElement text) =>
        text.ValueKind == JsonValueKind.String && SpotifyTrackLink.ToUri(text.GetString()!) is { } uri ? uri : throw Unreadable();

    private static ProblemException Unreadable() => ProblemException.Unprocessable(
        "mirror must be {\"own\": [\"spotify:track:…\"], \"confirmed\": false}; own takes the entries of an earlier mirror's result too.");
}

/// <summary>Ids that callers choose, so that they may send a request again.</summary>
internal static partial class CallerIds
{
    [GeneratedRegex("^[A-Za-z0-9._-]+$")]
    private static partial Regex Pattern { get; }

    /// <summary>The id that was chosen, or a new one.</summary>
    /// <exception cref="ProblemException">It is too long, or has other characters.</exception>
    public static string Of(string? id, int maxLength) => id is null
        ? Guid.CreateVersion7().ToString("N")
        : id.Length <= maxLength && Pattern.IsMatch(id)
            ? id
            : throw ProblemException.Unprocessable($"id must be 1 to {maxLength} of the characters A-Z a-z 0-9 . _ -");
}

/// <summary>The options of a request, whether they came as JSON members, query string or form fields.</summary>
internal sealed class SyncParameters
{
    private readonly Dictionary<string, Parameter> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>An option's value, or null when it is absent.</summary>
    /// <exception cref="ProblemException">It is no single value.</exception>
    public string? this[string name] => _values.GetValueOrDefault(name) switch
    {
        null => null,
        { IsSingle: true, Text: var text } => text,
        { Text: null } => throw ProblemException.Unprocessable($"{name} is not valid text; it has half of a surrogate pair."),
        _ => throw ProblemException.Unprocessable($"{name} must be one value, given once."),
    };

    public static SyncParameters From(IEnumerable<KeyValuePair<string, StringValues>> values)
    {
        var parameters = new SyncParameters();
        foreach (var (name, value) in values)
        {
            parameters._values[name] = new Parameter(value.ToString(), IsSingle: value.Count <= 1);
        }

        return parameters;
    }

    public static SyncParameters From(JsonElement body)
    {
        var parameters = new SyncParameters();
        foreach (var member in body.EnumerateObject().Where(member => !member.NameEquals(SyncBodyReader.SongsMember)))
        {
            if (Read(member.Value) is { } parameter && NameOf(member) is { } name)
            {
                parameters._values[name] = parameter;
            }
        }

        return parameters;
    }

    /// <summary>What was sent for an option, be it one value or something else; for messages. Null when it is absent or unreadable.</summary>
    public string? AsSent(string name) => _values.GetValueOrDefault(name)?.Text;

    private static Parameter? Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => TextOf(value.GetString) is { } text ? new(text, IsSingle: true) : new(Text: null, IsSingle: false),
        JsonValueKind.True or JsonValueKind.False or JsonValueKind.Number => new(value.GetRawText(), IsSingle: true),
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        _ => new(value.GetRawText(), IsSingle: false),
    };

    // An unreadable name is none of ours.
    private static string? NameOf(JsonProperty member) => TextOf(() => member.Name);

    // "\ud800": valid JSON, but no text.
    private static string? TextOf(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private sealed record Parameter(string? Text, bool IsSingle);
}

/// <summary>Reads a playlist's id from what people paste. Pure.</summary>
internal static partial class PlaylistReference
{
    // 37i9dQZF1DXcBWIGoYBM5M
    // spotify:playlist:37i9dQZF1DXcBWIGoYBM5M
    // https://open.spotify.com/playlist/37i9dQZF1DXcBWIGoYBM5M?si=…, also with /intl-de/
    [GeneratedRegex("^(?:spotify:playlist:|https?://open\\.spotify\\.com/(?:intl-[a-z]{2,3}/)?playlist/)?([0-9A-Za-z]{22})(?:[/?#].*)?$")]
    private static partial Regex Pattern { get; }

    public static string? Id(string text) =>
        Pattern.Match(text.Trim()) is { Success: true } match ? match.Groups[1].Value : null;
}
