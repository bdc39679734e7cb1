using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MusicSync.EndToEnd.Tests.Support;
using MusicSync.Worker.Agents;
using MusicSync.Worker.Api.Agents;
using MusicSync.Worker.Temporal;

namespace MusicSync.EndToEnd.Tests.Agents;

/// <summary>The worker's HTTP interface for agents as a script would use it.</summary>
internal sealed class AgentApi(Uri worker) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = worker };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task<string> StartAsync(object body)
    {
        using var response = await PostAsync("", body);
        return (await ReadAsync<AgentStatus>(response)).Id;
    }

    public Task<HttpResponseMessage> PostAsync(string path, object? body) =>
        _http.PostAsJsonAsync(new Uri($"/agents{path}", UriKind.Relative), body, Token);

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(new Uri($"/agents{path}", UriKind.Relative), Token);

    public async Task<AgentStatus> StatusAsync(string id)
    {
        using var response = await GetAsync($"/{id}");
        return await ReadAsync<AgentStatus>(response);
    }

    public async Task<TranscriptDocument> TranscriptAsync(string id)
    {
        using var response = await GetAsync($"/{id}/transcript");
        return await ReadAsync<TranscriptDocument>(response);
    }

    public async Task<AgentPage> ListAsync()
    {
        using var response = await GetAsync("");
        return await ReadAsync<AgentPage>(response);
    }

    /// <summary>Decides about the one call that waits, exactly as the status shows it.</summary>
    public async Task<HttpResponseMessage> DecideAsync(string id, Approval asked, bool approved, string? reason = null) =>
        await PostAsync($"/{id}/decisions", new { asked.CallId, asked.Fingerprint, approved, reason });

    public async Task CancelAsync(string id)
    {
        using var response = await _http.DeleteAsync(new Uri($"/agents/{id}", UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    /// <summary>Waits until the status is as wanted. A worker that has just been killed is asked again.</summary>
    public async Task<AgentStatus> UntilAsync(string id, Func<AgentStatus, bool> wanted)
    {
        AgentStatus? status = null;
        await Eventually.TrueAsync(async () =>
        {
            try
            {
                using var response = await GetAsync($"/{id}");
                status = response.IsSuccessStatusCode ? await ReadAsync<AgentStatus>(response) : null;
            }
            catch (HttpRequestException)
            {
                status = null;
            }

            return status is not null && wanted(status);
        });
        return status!;
    }

    public Task<AgentStatus> EndAsync(string id) => UntilAsync(id, status => status.FinishedAt is not null);

    public void Dispose() => _http.Dispose();

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonSerializer.Deserialize<T>(text, TemporalJson.Options)!;
    }
}
