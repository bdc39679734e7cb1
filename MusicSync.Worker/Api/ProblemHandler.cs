using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Net.Http.Headers;
using MusicSync.Worker.Songs;
using Temporalio.Exceptions;

namespace MusicSync.Worker.Api;

/// <summary>Turns what a request ended with into a problem document whose detail says what to do.</summary>
internal sealed class ProblemHandler(IProblemDetailsService problems) : IExceptionHandler
{
    private static readonly TimeSpan RetryTemporalAfter = TimeSpan.FromSeconds(5);

    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (Problem(exception) is not { } problem)
        {
            return false;
        }

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

    private static ProblemException? Problem(Exception exception) => exception switch
    {
        ProblemException problem => problem,
        SongListException list => ProblemException.Unprocessable(list.Message),
        JsonException json => new ProblemException(
            StatusCodes.Status400BadRequest, "The body is not JSON", $"{json.Message} Check the body with a JSON validator."),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            ProblemException.TooLarge("The body is far larger than 10 MB; send the list in parts."),
        BadHttpRequestException bad => new ProblemException(bad.StatusCode, "The request cannot be read", bad.Message),
        RpcException rpc when TemporalCalls.IsOutage(rpc.Code) => TemporalUnavailable(rpc.Message),
        _ => null,
    };

    internal static ProblemException TemporalUnavailable(string reason) => new(
        StatusCodes.Status503ServiceUnavailable,
        "Temporal is not answering",
        $"Nothing is lost; send the request again in some seconds. With the same id it joins what it may have started. ({reason})")
    {
        RetryAfter = RetryTemporalAfter,
    };
}
