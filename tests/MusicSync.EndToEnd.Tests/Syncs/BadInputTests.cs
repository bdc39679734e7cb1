using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using MusicSync.EndToEnd.Tests.Fixtures;
using MusicSync.EndToEnd.Tests.Support;
using MusicSync.LocalStack;

namespace MusicSync.EndToEnd.Tests.Syncs;

/// <summary>Bad input gets a clear answer, starts nothing and loses nothing.</summary>
public sealed class BadInputTests(MadeSongsStack fixture) : IClassFixture<MadeSongsStack>
{
    private const string Json = "application/json";
    private const string Song = """{"title": "A", "artist": "B"}""";

    public static TheoryData<string, string, string, string, HttpStatusCode, string> Bodies => new()
    {
        { "empty list", "", """{"playlistName": "X", "songs": []}""", Json, HttpStatusCode.UnprocessableEntity, "empty" },
        { "empty array", "?playlistName=X", "[]", Json, HttpStatusCode.UnprocessableEntity, "empty" },
        { "empty file", "?playlistName=X", "", "text/csv", HttpStatusCode.UnprocessableEntity, "" },
        { "malformed JSON", "", """{"playlistName": """, Json, HttpStatusCode.BadRequest, "JSON" },
        { "neither target", "", $$"""{"songs": [{{Song}}]}""", Json, HttpStatusCode.UnprocessableEntity, "playlistName" },
        {
            "both targets", "", $$"""{"playlist": "37i9dQZF1DXcBWIGoYBM5M", "playlistName": "X", "songs": [{{Song}}]}""", Json,
            HttpStatusCode.UnprocessableEntity, "not both"
        },
        {
            "10,001 songs", "?playlistName=X", $"[{string.Join(',', Enumerable.Repeat(Song, 10_001))}]", Json,
            HttpStatusCode.RequestEntityTooLarge, "in parts"
        },
        {
            "2 MB title", "", $$"""{"playlistName": "X", "title": "{{new string('x', 2_000_000)}}", "artist": "B"}""", Json,
            HttpStatusCode.UnprocessableEntity, "300"
        },
        {
            "body over 10 MB", "?playlistName=X", $"[{new string(' ', 11 * 1024 * 1024)}]", Json,
            HttpStatusCode.RequestEntityTooLarge, "10 MB"
        },
        { "unknown type", "?playlistName=X", "<songs/>", "application/xml", HttpStatusCode.UnsupportedMediaType, "text/csv" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task BadBody_IsRefusedWithWhatToDo(
        string name, string query, string body, string contentType, HttpStatusCode status, string detail)
    {
        using var worker = fixture.Worker();

        using var response = await worker.PostAsync(query, body, contentType);

        await AssertProblemAsync(response, status, detail, name);
    }

    [Fact]
    public async Task AgentWithoutAModel_IsRefused_WithWhatToSet()
    {
        using var worker = fixture.Worker();

        using var response = await worker.PostToAsync("/agents", JsonContent.Create(new { goal = "Put songs into a playlist." }));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains("Agents__Models__", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BinaryFileAsCsv_IsRefused()
    {
        using var worker = fixture.Worker();
        using var form = new MultipartFormDataContent { { new StringContent("X"), "playlistName" } };
        var bytes = new byte[64 * 1024];
        new Random(1).NextBytes(bytes);
        using var file = new ByteArrayContent(bytes);
        file.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        form.Add(file, "file", "list.csv");

        using var response = await worker.PostAsync(form);

        await AssertProblemAsync(response, HttpStatusCode.UnprocessableEntity, "", "binary file");
    }

    [Fact]
    public async Task UnknownPlaylist_IsRefused()
    {
        using var worker = fixture.Worker();
        await WarmUpAsync(worker);

        using var response = await worker.PostAsync(
            JsonContent.Create(new { playlist = "0000000000000000000000", title = "A", artist = "B" }));

        await AssertProblemAsync(response, HttpStatusCode.UnprocessableEntity, "0000000000000000000000", "unknown playlist");
    }

    [Fact]
    public async Task RepeatedId_JoinsBeforeAnythingElseIsChecked()
    {
        using var worker = fixture.Worker();
        using var spotify = fixture.Spotify();
        await WarmUpAsync(worker);
        var playlist = fixture.NewPlaylistId();
        await spotify.PutPlaylistAsync(playlist, []);
        var request = new { id = "repeated", playlist, songs = fixture.Json(0, 1), dryRun = true };
        await worker.CompleteAsync(await worker.StartAsync(request));
        await spotify.DeletePlaylistAsync(playlist);
        // It remembers playlists in memory, and would not notice.
        await fixture.Stack.RestartAsync(ServiceNames.McpHost, TestContext.Current.CancellationToken);

        using var again = await worker.PostAsync(JsonContent.Create(request));
        using var other = await worker.PostAsync(JsonContent.Create(request with { dryRun = false }));

        Assert.Equal(HttpStatusCode.Accepted, again.StatusCode);
        await AssertProblemAsync(other, HttpStatusCode.Conflict, "repeated", "another request with the same id");
    }

    [Fact]
    public async Task PlaylistOfSomebodyElse_IsRefused()
    {
        using var worker = fixture.Worker();
        await WarmUpAsync(worker);
        using var spotify = fixture.Spotify();
        var playlist = fixture.NewPlaylistId();
        await spotify.PutPlaylistAsync(playlist, [], ownerId: "somebody-else");

        using var response = await worker.PostAsync(JsonContent.Create(new { playlist, title = "A", artist = "B" }));

        await AssertProblemAsync(response, HttpStatusCode.UnprocessableEntity, "somebody else", "foreign playlist");
    }

    /// <summary>The check before the answer gives up after 2 s, which a first call on a busy machine may take.</summary>
    private async Task WarmUpAsync(WorkerApi worker)
    {
        using var spotify = fixture.Spotify();
        var playlist = fixture.NewPlaylistId();
        await spotify.PutPlaylistAsync(playlist, []);
        await worker.CompleteAsync(await worker.StartAsync(new { playlist, songs = fixture.Json(0, 1), dryRun = true }));
    }

    private static async Task AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status, string detail, string name)
    {
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == status, $"{name}: {response.StatusCode} {body}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(body);
        Assert.Contains(detail, problem.RootElement.GetProperty("detail").GetString()!, StringComparison.Ordinal);
    }
}
