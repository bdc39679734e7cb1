using MusicSync.SpotifySimulator.Catalog;

namespace MusicSync.SpotifySimulator.WebApi;

/// <summary>What may be written into a playlist; one bad URI refuses the whole call.</summary>
internal sealed class ItemUris(TrackCatalog catalog)
{
    private const int MaxPerCall = 100;

    public IReadOnlyList<string> RequireKnown(IReadOnlyList<string?>? uris)
    {
        var wellFormed = RequireWellFormed(uris, mayBeEmpty: false);

        return wellFormed.All(IsKnown) ? wellFormed : throw ApiException.BadRequest("Payload contains a non-existing ID");
    }

    /// <summary>A dead URI in a replacing PUT ends in 502 each time, not in a 4xx: spotify-web-api.md 2.7.</summary>
    public IReadOnlyList<string> RequireReplaceable(IReadOnlyList<string?> uris)
    {
        var wellFormed = RequireWellFormed(uris, mayBeEmpty: true);

        return wellFormed.All(IsKnown) ? wellFormed : throw new ApiException(502, "Bad gateway.");
    }

    public static IEnumerable<string> RequireRemovable(IReadOnlyList<RemovedItem>? items)
    {
        var uris = items?.Select(item => item.Uri).OfType<string>().ToArray() ?? [];
        RequireCount(uris.Length, mayBeEmpty: false);

        return Array.Find(uris, uri => !IsWellFormed(uri) && !IsLocal(uri)) is { } malformed
            ? throw Malformed(malformed)
            : uris;
    }

    private bool IsKnown(string uri) => SpotifyUri.IdOf(uri, SpotifyUri.Track) is not { } id || catalog.Find(id) is not null;

    private static string[] RequireWellFormed(IReadOnlyList<string?>? uris, bool mayBeEmpty)
    {
        RequireCount(uris?.Count ?? 0, mayBeEmpty);
        string[] all = [.. uris?.Select(uri => uri ?? "") ?? []];

        return Array.Find(all, uri => !IsWellFormed(uri)) is { } malformed ? throw Malformed(malformed) : all;
    }

    private static void RequireCount(int count, bool mayBeEmpty)
    {
        if (count == 0 && !mayBeEmpty)
        {
            throw ApiException.BadRequest("No uris provided");
        }

        if (count > MaxPerCall)
        {
            throw ApiException.BadRequest($"You can add a maximum of {MaxPerCall} tracks per request.");
        }
    }

    private static bool IsWellFormed(string uri) =>
        SpotifyUri.IdOf(uri, SpotifyUri.Track) is not null || SpotifyUri.IdOf(uri, SpotifyUri.Episode) is not null;

    private static bool IsLocal(string uri) => uri.StartsWith(SpotifyUri.Local, StringComparison.Ordinal);

    private static ApiException Malformed(string uri) => ApiException.BadRequest($"Invalid track uri: {uri}");
}
