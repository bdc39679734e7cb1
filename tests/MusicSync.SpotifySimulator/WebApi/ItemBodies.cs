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
internal sealed record PutItemsBody(IReadOnlyList<string?>? Uris, int? RangeStart, int? InsertBefore, int? RangeLength)
{
    public IReadOnlyList<string?> RequireOnlyUris() => RangeStart is null && InsertBefore is null
        ? Uris!
        : throw ApiException.BadRequest("Replacing and reordering items are mutually exclusive");

    public Func<EntryEdit, ImmutableArray<PlaylistEntry>> Reorder(int phantoms)
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
            PlaylistLimits.RequirePosition(before, edit.Entries.Length);
            PlaylistLimits.RequireRange(start, length, edit.Entries.Length);
            return edit.Move(start, length, before);
        };
    }
}
