using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace MusicSync.LocalStack.Commands;

/// <summary>The worker's HTTP interface as far as one sync needs it.</summary>
internal sealed class SyncApi(Uri worker) : IDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    // The worker may be started again under way, and Temporal with it; a minute is more than both take.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly HttpClient _http = new() { BaseAddress = worker, Timeout = TimeSpan.FromSeconds(30) };

    /// <exception cref="BadInputException">The worker refused the list.</exception>
    public async Task<SyncStatus> StartAsync(
        SongListFile list, string playlistName, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(list.Content);
        content.Headers.ContentType = new MediaTypeHeaderValue(list.ContentType);
        using var answer = await _http.PostAsync(
            $"syncs?playlistName={Uri.EscapeDataString(playlistName)}", content, cancellationToken);
        if (answer.StatusCode is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError)
        {
            throw new BadInputException(await ReasonAsync(answer, cancellationToken));
        }

        return await ReadAsync<SyncStatus>(answer, cancellationToken);
    }

    /// <summary>Its states from now on, the last one final.</summary>
    public async IAsyncEnumerable<SyncStatus> FollowAsync(
        string id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        SyncStatus status;
        do
        {
            await Task.Delay(PollInterval, cancellationToken);
            status = await GetPatientlyAsync<SyncStatus>($"syncs/{id}", cancellationToken);
            yield return status;
        }
        while (!SyncStates.IsFinal(status.State));
    }

    public Task<SyncReport> GetReportAsync(string id, CancellationToken cancellationToken) =>
        GetPatientlyAsync<SyncReport>($"syncs/{id}/report", cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task<T> GetPatientlyAsync<T>(string path, CancellationToken cancellationToken)
    {
        for (var giveUp = DateTimeOffset.UtcNow + Patience; ;)
        {
            try
            {
                using var answer = await _http.GetAsync(path, cancellationToken);
                if (answer.StatusCode < HttpStatusCode.InternalServerError || DateTimeOffset.UtcNow > giveUp)
                {
                    return await ReadAsync<T>(answer, cancellationToken);
                }
            }
            catch (HttpRequestException failure) when (DateTimeOffset.UtcNow > giveUp)
            {
                throw new SyncApiException($"The worker does not answer at {worker}: {failure.Message}");
            }
            catch (HttpRequestException)
            {
                // Being started again; the next try is due below.
            }

            await Task.Delay(PollInterval, cancellationToken);
        }
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (!answer.IsSuccessStatusCode)
        {
            throw new SyncApiException(await ReasonAsync(answer, cancellationToken));
        }

        return await answer.Content.ReadFromJsonAsync<T>(cancellationToken)
            ?? throw new SyncApiException("The worker's answer is empty.");
    }

    // {"title": "Unprocessable Content", "detail": "Line 3: the title is missing."}
    private static async Task<string> ReasonAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        var status = $"The worker answered {(int)answer.StatusCode} {answer.ReasonPhrase}";
        try
        {
            return JsonSerializer.Deserialize<Problem>(text, JsonSerializerOptions.Web)?.Detail ?? status;
        }
        catch (JsonException)
        {
            return status;
        }
    }
}

/// <summary>The worker could not do it; the message is the problem's detail.</summary>
internal sealed class SyncApiException(string message) : Exception(message);
