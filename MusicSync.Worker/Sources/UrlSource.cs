using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using MusicSync.Worker.Songs;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace MusicSync.Worker.Sources;

/// <summary>Fetches a list from its address: asks whether it has changed, follows a few redirects, reads so much and no more.</summary>
internal sealed class UrlSource(IHttpClientFactory clients, IOptions<SourceOptions> options, TimeProvider time)
{
    public const string HttpClientName = "sources";

    private const int MaxRedirects = 3;
    private const int MaxBytes = 10 * 1024 * 1024;
    private const int MaxValidatorLength = 500;

    /// <summary>For all of it: redirects, repeats, and a body that drips.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Reads the list.</summary>
    /// <exception cref="SourceException">It cannot be read.</exception>
    public async Task<SourceAnswer> ReadAsync(string url, SourceVersion? known, CancellationToken cancellationToken)
    {
        var address = SourceUrl.Read(url, options.Value);
        using var timeout = new CancellationTokenSource(Patience);
        using var call = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var client = clients.CreateClient(HttpClientName);
            return await FollowAsync(client, address, known, call.Token);
        }
        catch (HttpRequestException exception) when (RefusalIn(exception) is { } refusal)
        {
            throw refusal;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or TimeoutRejectedException or BrokenCircuitException)
        {
            throw new SourceException($"{address.IdnHost} does not answer: {exception.Message}", passes: true);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SourceException($"{address.IdnHost} takes longer than {Patience.TotalSeconds} s.", passes: true);
        }
    }

    /// <summary>What is worth a repeat at once: not what was refused here, and nothing that says when to come back.</summary>
    public static bool IsWorthARepeat(Outcome<HttpResponseMessage> outcome) =>
        HttpClientResiliencePredicates.IsTransient(outcome)
        && RefusalIn(outcome.Exception) is null
        && outcome.Result is not { StatusCode: HttpStatusCode.TooManyRequests } and not { Headers.RetryAfter: not null };

    private static SourceException? RefusalIn(Exception? exception) => exception switch
    {
        null => null,
        SourceException refusal => refusal,
        _ => RefusalIn(exception.InnerException),
    };

    private async Task<SourceAnswer> FollowAsync(HttpClient client, Uri address, SourceVersion? known, CancellationToken cancellationToken)
    {
        for (var redirects = 0; redirects <= MaxRedirects; redirects++)
        {
            using var request = Ask(address, known);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!IsRedirect(response.StatusCode))
            {
                return await AnswerAsync(address, response, known, cancellationToken);
            }

            address = SourceUrl.Follow(address, response.Headers.Location, options.Value);
        }

        throw new SourceException($"The address is redirected more than {MaxRedirects} times, at last to {address.IdnHost}.");
    }

    private static HttpRequestMessage Ask(Uri address, SourceVersion? known)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("MusicSync", productVersion: null));
        foreach (var type in SongListReader.MediaTypes)
        {
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
        }

        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("*/*", 0.1));
        // As they were sent: some servers write what is no proper date or tag, and compare letters.
        if (known?.ETag is { } tag)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        }

        if (known?.LastModified is { } modified)
        {
            request.Headers.TryAddWithoutValidation("If-Modified-Since", modified);
        }

        return request;
    }

    private static bool IsRedirect(HttpStatusCode status) => status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found
        or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    private async Task<SourceAnswer> AnswerAsync(
        Uri address, HttpResponseMessage response, SourceVersion? known, CancellationToken cancellationToken) => response.StatusCode switch
        {
            HttpStatusCode.NotModified when known is not null => new SourceAnswer(known, List: null),
            HttpStatusCode.OK => new SourceAnswer(VersionOf(response), await ListAsync(address, response.Content, cancellationToken)),
            HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError =>
                throw new SourceException($"{address.IdnHost} answers {(int)response.StatusCode}, so it cannot be read for now.", passes: true, WaitOf(response)),
            var other => throw new SourceException($"{address.IdnHost} answers {(int)other} instead of the list; open the address in a browser to see why."),
        };

    private static SourceVersion VersionOf(HttpResponseMessage response) => new(
        Raw(response.Headers, "ETag"), Raw(response.Content.Headers, "Last-Modified"));

    private static string? Raw(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) && values.ToString() is { Length: > 0 and <= MaxValidatorLength } value ? value : null;

    private TimeSpan? WaitOf(HttpResponseMessage response) =>
        (response.Headers.RetryAfter?.Delta ?? response.Headers.RetryAfter?.Date - time.GetUtcNow()) is { } wait && wait > TimeSpan.Zero ? wait : null;

    private static async Task<SongList> ListAsync(Uri address, HttpContent content, CancellationToken cancellationToken)
    {
        var bytes = await ReadBytesAsync(address, content, cancellationToken);
        var (type, name) = (content.Headers.ContentType?.MediaType, NameOf(address, content.Headers.ContentDisposition));
        try
        {
            // A server that knows no type of lists says something general; the name knows better.
            return SongListReader.Read(bytes, SongFormats.Declared(type, name) is null ? null : type, name);
        }
        catch (SongListException unreadable)
        {
            throw new SourceException($"What {address.IdnHost} sends is no list of songs. {unreadable.Message}");
        }
    }

    private static string NameOf(Uri address, ContentDispositionHeaderValue? disposition) =>
        (disposition?.FileNameStar ?? disposition?.FileName)?.Trim('"') is { Length: > 0 } name ? name : Uri.UnescapeDataString(address.Segments[^1]);

    // Unpacked: however small it was sent, so much is read and no more.
    private static async Task<byte[]> ReadBytesAsync(Uri address, HttpContent content, CancellationToken cancellationToken)
    {
        await using var body = await content.ReadAsStreamAsync(cancellationToken);
        using var kept = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            kept.Write(buffer, 0, read);
            if (kept.Length > MaxBytes)
            {
                throw new SourceException($"What {address.IdnHost} sends is larger than {MaxBytes / 1024 / 1024} MB.");
            }
        }

        return kept.ToArray();
    }
}
