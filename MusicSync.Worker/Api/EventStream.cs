using System.Net.ServerSentEvents;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace MusicSync.Worker.Api;

/// <summary>
/// Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html) with a comment now and then, so that a
/// proxy does not take a quiet stream for a dead one; <c>TypedResults.ServerSentEvents</c> cannot write comments.
/// </summary>
/// <param name="events">What is sent.</param>
internal sealed class EventStream(IAsyncEnumerable<SseItem<string>> events) : IResult
{
    public const string MediaType = "text/event-stream";

    // Proxies give up on silence after 30 s to 60 s.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ReconnectAfter = TimeSpan.FromSeconds(2);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, services) = (httpContext.Response, httpContext.RequestServices);
        response.ContentType = MediaType;
        response.Headers[HeaderNames.CacheControl] = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        var time = services.GetRequiredService<TimeProvider>();

        // A watcher would otherwise hold up the end of the process; it comes back by itself, to whoever is there.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            httpContext.RequestAborted, services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        try
        {
            await WriteAsync(response, $"retry: {ReconnectAfter.TotalMilliseconds:0}\n\n", stop.Token);
            await using var source = events.GetAsyncEnumerator(stop.Token);
            await WriteAllAsync(source, response, time, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The watcher has gone, or the process ends.
        }
        catch (ProblemException)
        {
            // The sync is gone; whoever asks again is answered why.
        }
    }

    private static async Task WriteAllAsync(
        IAsyncEnumerator<SseItem<string>> source, HttpResponse response, TimeProvider time, CancellationTokenSource stop)
    {
        var next = source.MoveNextAsync().AsTask();
        try
        {
            while (await IsThereAsync(next, response, time, stop.Token))
            {
                await WriteAsync(response, Text(source.Current), stop.Token);
                next = source.MoveNextAsync().AsTask();
            }
        }
        finally
        {
            // A source may only be left when it is at rest.
            await stop.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<bool> IsThereAsync(
        Task<bool> next, HttpResponse response, TimeProvider time, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var quiet = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            if (await Task.WhenAny(next, Task.Delay(Heartbeat, time, quiet.Token)) == next || cancellationToken.IsCancellationRequested)
            {
                await quiet.CancelAsync();
                return await next;
            }

            await WriteAsync(response, ": still here\n\n", cancellationToken);
        }
    }

    // id: 5f2c…\nevent: status\ndata: {"id": …}\n\n, one "data:" a line
    private static string Text(SseItem<string> item)
    {
        var text = new StringBuilder();
        if (item.EventId is { } id)
        {
            text.Append("id: ").Append(id).Append('\n');
        }

        text.Append("event: ").Append(item.EventType).Append('\n');
        foreach (var line in item.Data.ReplaceLineEndings("\n").Split('\n'))
        {
            text.Append("data: ").Append(line).Append('\n');
        }

        return text.Append('\n').ToString();
    }

    private static async Task WriteAsync(HttpResponse response, string text, CancellationToken cancellationToken)
    {
        await response.WriteAsync(text, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
