using System.Globalization;

namespace MusicSync.SpotifySimulator.Faults;

/// <summary>What the rules look at in a call.</summary>
internal sealed record ApiCall(string Method, string Path, int Offset)
{
    private const string Playlists = "/v1/playlists/";

    /// <summary>The playlist that the path names, if any.</summary>
    public string? PlaylistId => Path.StartsWith(Playlists, StringComparison.OrdinalIgnoreCase)
        ? Path[Playlists.Length..].Split('/')[0]
        : null;

    public bool IsRead => HttpMethods.IsGet(Method);

    public static ApiCall Of(HttpRequest request) => new(
        request.Method,
        request.Path.Value!.TrimEnd('/'),
        int.TryParse(request.Query["offset"], CultureInfo.InvariantCulture, out var offset) ? offset : 0);

    /// <summary>A rule neither fires at nor counts a call that it could not change.</summary>
    public bool CanMeet(FaultKind kind) => kind switch
    {
        FaultKind.ReadLag => IsRead && (PlaylistId is not null || Path == "/v1/me/playlists"),
        FaultKind.Relink or FaultKind.NullItem or FaultKind.LocalItem => IsRead && PlaylistId is not null,
        FaultKind.ShiftPages => IsRead && PlaylistId is not null && Offset > 0,
        FaultKind.Unfollowed => PlaylistId is not null || Path.StartsWith("/v1/me/", StringComparison.Ordinal),
        _ => true,
    };
}
