using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using MusicSync.EndToEnd.Tests.OtherClients;
using MusicSync.EndToEnd.Tests.Support;
using MusicSync.LocalStack;

namespace MusicSync.EndToEnd.Tests.Agents;

/// <summary>
/// A program that is not ours (<c>@copilotkit/aimock</c>) with OpenAI's interface: answers as it was told, and keeps a journal of
/// every request, which proves how often a model was asked.
/// </summary>
internal sealed class ModelServer : IAsyncDisposable
{
    private const string Program = "node_modules/@copilotkit/aimock/dist/cli.js";

    private static readonly NodeProgram Node = new("model");

    private readonly Process _process;
    private readonly HttpClient _http;

    private ModelServer(Process process, Uri address) => (_process, _http, Address) = (process, new HttpClient { BaseAddress = address }, address);

    public Uri Address { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<ModelServer> StartAsync(string folder)
    {
        var port = PortAllocator.Take(1)[0].ToString(CultureInfo.InvariantCulture);
        var fixtures = Path.Combine(folder, "model-fixtures.json");
        // It does not start with nothing to say.
        await File.WriteAllTextAsync(fixtures, """{"fixtures": [{"match": {"userMessage": "said by nobody"}, "response": {"content": "."}}]}""", Token);
        var server = new ModelServer(
            await Node.StartAsync(Program, "-p", port, "-f", fixtures, "--strict", "--log-level", "silent"), new Uri($"http://127.0.0.1:{port}"));
        await Eventually.TrueAsync(server.AnswersAsync);
        return server;
    }

    /// <summary>Tells it how to answer, first match first.</summary>
    public async Task TellAsync(params object[] fixtures)
    {
        using var response = await _http.PostAsJsonAsync(new Uri("/__aimock/fixtures", UriKind.Relative), new { fixtures }, Token);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Token));
    }

    /// <summary>The answer to each request whose goal holds this text, first one first.</summary>
    public async Task<IReadOnlyList<int>> AnswersToAsync(string goal)
    {
        var journal = await _http.GetFromJsonAsync<JsonElement>(new Uri("/__aimock/journal", UriKind.Relative), Token);
        return [.. journal.EnumerateArray()
            .Where(entry => entry.GetProperty("body").GetRawText().Contains(goal, StringComparison.Ordinal))
            .Select(entry => entry.GetProperty("response").GetProperty("status").GetInt32())];
    }

    public ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        _process.Dispose();
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var response = await _http.GetAsync(new Uri("/__aimock/journal", UriKind.Relative), Token);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            Assert.False(_process.HasExited, "The model's server ended before it was ready.");
            return false;
        }
    }
}
