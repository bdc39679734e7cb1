using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Net.Http.Headers;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Songs;
using Temporalio.Exceptions;

namespace MusicSync.Worker.Api;

/// <summary>Turns what a request ended with into a problem document whose detail says what to do.</summary>
internal sealed partial class ProblemHandler(IProblemDetailsService problems, ILogger<ProblemHandler> logger) : IExceptionHandler
{
    /// <summary>Title of the problem that is Temporal's.</summary>
    public const string TemporalIsSilent = "Temporal is not answering";

    private static readonly TimeSpan RetryTemporalAfter = TimeSpan.FromSeconds(5);

    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = Of(exception) ?? Defect(exception, httpContext);

        httpContext.Response.StatusCode = problem.Status;
        if (problem.RetryAfter is { } wait)
        {
            httpContext.Response.Headers[HeaderNames.RetryAfter] =
                Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString("0", CultureInfo.InvariantCulture);
        }

        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = { Status = problem.Status, Title = problem.Title, Detail = problem.Message },
        });
    }

    /// <summary>What a request ended with as the caller is told of it; null for a defect.</summary>
    public static ProblemException? Of(Exception exception) => exception switch
    {
        ProblemException problem => problem,
        SongListException { IsUnknownKind: true } unknown =>
            new ProblemException(StatusCodes.Status415UnsupportedMediaType, "Unknown kind of list", unknown.Message),
        SongListException { IsTooLong: true } tooLong => ProblemException.TooLarge(tooLong.Message),
        SongListException list => ProblemException.Unprocessable(list.Message),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            ProblemException.TooLarge("The body is far larger than 10 MB; send the list in parts."),
        BadHttpRequestException bad => new ProblemException(bad.StatusCode, "The request cannot be read", bad.Message),
        McpCallException call => OfRead(call.Failure),
        RpcException rpc when TemporalCalls.IsOutage(rpc.Code) => TemporalUnavailable(rpc.Message),
        _ => null,
    };

    // Writes are the workflows'; what a request waits for itself only reads.
    private static ProblemException OfRead(McpFailure failure) => failure.Kind is McpFailureKind.NotFound or McpFailureKind.Forbidden or McpFailureKind.InvalidArgument
        ? ProblemException.Unprocessable(failure.Message)
        : new ProblemException(
            StatusCodes.Status503ServiceUnavailable,
            "Spotify cannot be read",
            $"Nothing was started; send the request again once this has passed: {failure.Message}")
        {
            RetryAfter = failure.RetryAfter,
        };

    // Also a stored result that this version cannot read: what is wrong is here, whatever the caller sent.
    private ProblemException Defect(Exception exception, HttpContext context)
    {
        var trace = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
        Log.Defect(logger, exception, trace);
        return new ProblemException(
            StatusCodes.Status500InternalServerError,
            "Internal error",
            exception is JsonException
                ? $"What is stored of this sync cannot be read; was it written by another version of the worker? The log says more under trace {trace}."
                : $"The worker failed; its log says more under trace {trace}. Send the request again, with the same id.");
    }

    internal static ProblemException TemporalUnavailable(string reason) => new(
        StatusCodes.Status503ServiceUnavailable,
        TemporalIsSilent,
        $"Nothing is lost; send the request again in some seconds. With the same id it joins what it may have started. ({reason})")
    {
        RetryAfter = RetryTemporalAfter,
    };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "A request failed unexpectedly, trace {Trace}")]
        public static partial void Defect(ILogger logger, Exception exception, string trace);
    }
}

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
