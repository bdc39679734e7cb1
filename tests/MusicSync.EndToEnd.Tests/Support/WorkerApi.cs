using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Temporal;

namespace MusicSync.EndToEnd.Tests.Support;

/// <summary>The worker's HTTP interface as a script would use it.</summary>
internal sealed class WorkerApi(Uri worker, AuthenticationHeaderValue? authorization) : IDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);
    private readonly HttpClient _http = new()
    {
        BaseAddress = worker,
        DefaultRequestHeaders = { Authorization = authorization },
    };

    public WorkerApi(Uri worker)
        : this(worker, authorization: null)
    {
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public Task<HttpResponseMessage> PostAsync(string query, string body, string contentType) =>
        _http.PostAsync(new Uri($"/syncs{query}", UriKind.Relative), new StringContent(body, Encoding.UTF8, contentType), Token);

    public Task<HttpResponseMessage> PostAsync(HttpContent body) =>
        _http.PostAsync(new Uri("/syncs", UriKind.Relative), body, Token);

    /// <summary>Starts a sync that is expected to be accepted.</summary>
    public async Task<string> StartAsync(object request)
    {
        using var response = await PostAsync(JsonContent.Create(request, options: TemporalJson.Options));
        return await AcceptedAsync(response);
    }

    public async Task<string> StartCsvAsync(string csv, string playlistName)
    {
        using var response = await PostAsync($"?playlistName={Uri.EscapeDataString(playlistName)}", csv, "text/csv");
        return await AcceptedAsync(response);
    }

    public async Task<SyncStatus> StatusAsync(string id) =>
        (await _http.GetFromJsonAsync<SyncStatus>(new Uri($"/syncs/{id}", UriKind.Relative), TemporalJson.Options, Token))!;

    public async Task<IReadOnlyList<ReportRow>> RowsAsync(string id)
    {
        var report = await _http.GetFromJsonAsync<JsonElement>(new Uri($"/syncs/{id}/report", UriKind.Relative), Token);
        return report.GetProperty("rows").Deserialize<ReportRow[]>(TemporalJson.Options)!;
    }

    public Task<string> GetAsync(string path) => _http.GetStringAsync(new Uri(path, UriKind.Relative), Token);

    public Task<HttpResponseMessage> GetResponseAsync(string path) => _http.GetAsync(new Uri(path, UriKind.Relative), Token);

    public Task<HttpResponseMessage> DeleteAsync(string path) => _http.DeleteAsync(new Uri(path, UriKind.Relative), Token);

    public async Task CancelAsync(string id)
    {
        using var response = await _http.DeleteAsync(new Uri($"/syncs/{id}", UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    public async Task<HttpResponseMessage> TryResumeAsync(string id) =>
        await _http.PostAsync(new Uri($"/syncs/{id}/resume", UriKind.Relative), content: null, Token);

    public Task<HttpResponseMessage> PostToAsync(string path, HttpContent? body = null) =>
        _http.PostAsync(new Uri(path, UriKind.Relative), body, Token);

    public async Task ResumeAsync(string id)
    {
        using var response = await TryResumeAsync(id);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    /// <summary>Asks until the status is as wanted; a worker that is down in between is waited for.</summary>
    public async Task<SyncStatus> WaitAsync(string id, Func<SyncStatus, bool> wanted)
    {
        while (true)
        {
            try
            {
                var status = await StatusAsync(id);
                if (wanted(status))
                {
                    return status;
                }

                if (status.FinishedAt is not null)
                {
                    Assert.Fail($"The sync ended before the wanted moment: {JsonSerializer.Serialize(status, TemporalJson.Options)}");
                }
            }
            catch (HttpRequestException)
            {
                // Down, or busy starting.
            }

            await Task.Delay(PollInterval, Token);
        }
    }

    /// <summary>Waits for the end and expects it to be a good one.</summary>
    public async Task<SyncStatus> CompleteAsync(string id)
    {
        var status = await WaitAsync(id, status => status.FinishedAt is not null);
        Assert.True(status.State == SyncState.Completed, $"The sync ended as {status.State}: {status.Error}");
        return status;
    }

    public void Dispose() => _http.Dispose();

    private static async Task<string> AcceptedAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, $"{response.StatusCode}: {body}");
        return JsonSerializer.Deserialize<SyncStatus>(body, TemporalJson.Options)!.Id;
    }
}
