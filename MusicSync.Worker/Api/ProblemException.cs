namespace MusicSync.Worker.Api;

/// <summary>Ends a request with a problem document (RFC 9457).</summary>
/// <param name="status">HTTP status code.</param>
/// <param name="title">What is wrong, the same for every occurrence.</param>
/// <param name="detail">What is wrong here, and what to do.</param>
internal sealed class ProblemException(int status, string title, string detail) : Exception(detail)
{
    public int Status { get; } = status;

    public string Title { get; } = title;

    public TimeSpan? RetryAfter { get; init; }

    public static ProblemException Unprocessable(string detail) =>
        new(StatusCodes.Status422UnprocessableEntity, "The request cannot be carried out", detail);

    public static ProblemException NotFound(string id) =>
        new(StatusCodes.Status404NotFound, "No such sync", $"There is no sync with id {id}; GET /syncs lists the recent ones.");

    public static ProblemException TooLarge(string detail) =>
        new(StatusCodes.Status413PayloadTooLarge, "The list is too long", detail);
}
