using System.Collections.Immutable;
using System.Globalization;
using MusicSync.SpotifySimulator.Playlists;

namespace MusicSync.SpotifySimulator.WebApi;

/// <summary>Adds rows; <c>uris</c> in the query string make Spotify ignore those in the body.</summary>
internal sealed record AddItemsBody(IReadOnlyList<string?>? Uris, int? Position)
{
    public static async Task<AddItemsBody> ReadAsync(HttpRequest request)
    {
        if (!request.Query.TryGetValue("uris", out var uris))
        {
            return await WebApiJson.ReadAsync<AddItemsBody>(request);
        }

        int? position = int.TryParse(request.Query["position"], CultureInfo.InvariantCulture, out var at) ? at : null;
        return new AddItemsBody(uris.ToString().Split(','), position);
    }
}

/// <summary>Removes rows by URI; positions are accepted and ignored.</summary>
internal sealed record RemoveItemsBody(IReadOnlyList<RemovedItem>? Items);

internal sealed record RemovedItem(string? Uri);

/// <summary>Either replaces all rows or moves some; never both.</summary>
internal sealed record PutItemsBody(
    IReadOnlyList<string?>? Uris, int? RangeStart, int? InsertBefore, int? RangeLength, string? SnapshotId = null)
{
    public IReadOnlyList<string?> RequireOnlyUris() => RangeStart is null && InsertBefore is null
        ? Uris!
        : throw ApiException.BadRequest("Replacing and reordering items are mutually exclusive");

    /// <param name="phantoms">Rows that reads show and that are not there.</param>
    /// <param name="version">The rows that the positions are of; null for those of now.</param>
    public Func<EntryEdit, ImmutableArray<PlaylistEntry>> Reorder(int phantoms, ImmutableArray<PlaylistEntry>? version)
    {
        if (RangeStart is not { } seenStart || InsertBefore is not { } seenBefore)
        {
            throw ApiException.BadRequest("No uris provided");
        }

        var start = PhantomRows.TruePosition(seenStart, phantoms);
        var before = PhantomRows.TruePosition(seenBefore, phantoms);
        var length = RangeLength ?? 1;
        return edit =>
        {
            var meant = version ?? edit.Entries;
            PlaylistLimits.RequirePosition(before, meant.Length);
            PlaylistLimits.RequireRange(start, length, meant.Length);
            return edit.Move(meant, start, length, before);
        };
    }
}
