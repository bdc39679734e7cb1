namespace MusicSync.SpotifySimulator.WebApi;

/// <summary>The call is refused with a status and Spotify's message.</summary>
internal sealed class ApiException(int status, string message) : Exception(message)
{
    public int Status => status;

    public static ApiException BadRequest(string message) => new(StatusCodes.Status400BadRequest, message);

    public static ApiException Forbidden(string message = "Forbidden") => new(StatusCodes.Status403Forbidden, message);

    public static ApiException NotFound() => new(StatusCodes.Status404NotFound, "Resource not found");
}
