namespace MusicSync.SpotifySimulator.WebApi;

/// <summary>What stands inside <c>{"error": …}</c>.</summary>
internal sealed record ApiErrorBody(int Status, string Message, string? Reason = null);

/// <summary>The Web API's error envelope.</summary>
internal sealed record ApiError(ApiErrorBody Error)
{
    public static Task WriteAsync(HttpResponse response, ApiErrorBody error)
    {
        response.StatusCode = error.Status;

        return response.WriteAsJsonAsync(new ApiError(error), WebApiJson.Options);
    }
}
