using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using MusicSync.SpotifySimulator.WebApi.Wire;

namespace MusicSync.SpotifySimulator.WebApi;

/// <summary>Reads <c>limit</c> and <c>offset</c> and writes pages with their links.</summary>
internal sealed record Paging(int Limit, int Offset)
{
    // The page inside GET /playlists/{id} is longer than one may ask for; its links must be good all the same.
    private const int MaxPageSize = 50;

    public static Paging Of(HttpRequest request, int defaultLimit, int maxLimit, int maxOffset)
    {
        var limit = Number(request, "limit", defaultLimit);
        var offset = Number(request, "offset", 0);
        Refuse(limit is null || limit < 1 || limit > maxLimit, "Invalid limit");
        Refuse(offset is null || offset < 0 || offset > maxOffset, "Invalid offset");

        return new Paging(limit!.Value, offset!.Value);
    }

    public PageJson<T> Page<T>(HttpRequest request, IReadOnlyList<T> items, int total)
    {
        var path = Origin.Of(request) + request.Path;

        return Page(path, request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()), items, total);
    }

    public PageJson<T> Page<T>(string path, Dictionary<string, string> query, IReadOnlyList<T> items, int total)
    {
        string Link(int offset) => QueryHelpers.AddQueryString(path, new Dictionary<string, string?>(query!)
        {
            ["offset"] = offset.ToString(CultureInfo.InvariantCulture),
            ["limit"] = Math.Min(Limit, MaxPageSize).ToString(CultureInfo.InvariantCulture),
        });

        var next = Offset + Limit < total ? Link(Offset + Limit) : null;
        var previous = Offset > 0 ? Link(Math.Max(0, Offset - Limit)) : null;
        return new PageJson<T>(Link(Offset), items, Limit, next, Offset, previous, total);
    }

    private static int? Number(HttpRequest request, string name, int fallback)
    {
        var text = request.Query[name].FirstOrDefault();
        if (text is null)
        {
            return fallback;
        }

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    private static void Refuse(bool condition, string message)
    {
        if (condition)
        {
            throw ApiException.BadRequest(message);
        }
    }
}
