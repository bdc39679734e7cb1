using System.Net;
using System.Net.Http.Json;
using MusicSync.EndToEnd.Tests.Support;
using MusicSync.Worker.Api.Orders;
using MusicSync.Worker.Orders;
using MusicSync.Worker.Temporal;

namespace MusicSync.EndToEnd.Tests.Orders;

/// <summary>The worker's interface for orders as a script would use it.</summary>
internal sealed class OrderApi(Uri worker) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = worker };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public Task<OrderDocument> CreateAsync(object body) => SendAsync(HttpMethod.Post, "/orders", HttpStatusCode.Created, body);

    public Task<OrderDocument> ChangeAsync(string id, object body) => SendAsync(HttpMethod.Patch, $"/orders/{id}", HttpStatusCode.OK, body);

    public Task<OrderDocument> RunAsync(string id) => SendAsync(HttpMethod.Post, $"/orders/{id}/run", HttpStatusCode.Accepted);

    public Task<OrderDocument> ConfirmAsync(string id) => SendAsync(HttpMethod.Post, $"/orders/{id}/confirm", HttpStatusCode.Accepted);

    public Task<OrderDocument> GetAsync(string id) => SendAsync(HttpMethod.Get, $"/orders/{id}", HttpStatusCode.OK);

    public async Task<OrderPage> ListAsync() => (await _http.GetFromJsonAsync<OrderPage>("/orders", TemporalJson.Options, Token))!;

    public async Task<HttpStatusCode> StatusOfAsync(HttpMethod method, string path, object? body = null)
    {
        using var response = await AnswerAsync(method, path, body);
        return response.StatusCode;
    }

    /// <summary>Waits until it has run so often and rests, and its syncs are over.</summary>
    public async Task<IReadOnlyList<OrderRun>> UntilRunsAsync(string id, int runs)
    {
        IReadOnlyList<OrderRun> known = [];
        await Eventually.TrueAsync(async () =>
        {
            var order = await GetAsync(id);
            known = order.Runs;
            return known.Count >= runs && !order.Running && known.All(run => run.SyncId is null || run.Sync is not null);
        });
        Assert.Equal(runs, known.Count);
        return known;
    }

    public void Dispose() => _http.Dispose();

    private async Task<OrderDocument> SendAsync(HttpMethod method, string path, HttpStatusCode expected, object? body = null)
    {
        using var response = await AnswerAsync(method, path, body);
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.StatusCode == expected, $"{response.StatusCode}: {text}");
        return System.Text.Json.JsonSerializer.Deserialize<OrderDocument>(text, TemporalJson.Options)!;
    }

    private async Task<HttpResponseMessage> AnswerAsync(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body, options: TemporalJson.Options) };
        return await _http.SendAsync(request, Token);
    }
}
