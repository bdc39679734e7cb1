namespace MusicSync.SpotifySimulator.WebApi;

/// <summary>Scheme, host and port under which the caller reached the simulator; links point back there.</summary>
internal static class Origin
{
    public static string Of(HttpRequest request) => $"{request.Scheme}://{request.Host}";
}
