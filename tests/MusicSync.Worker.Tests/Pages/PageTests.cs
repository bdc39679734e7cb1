using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MusicSync.ServiceDefaults;
using MusicSync.ServiceDefaults.Access;
using MusicSync.Worker.Agents;
using MusicSync.Worker.Api;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Pages;
using MusicSync.Worker.Playlists.Naming;
using MusicSync.Worker.Playlists.Reading;
using MusicSync.Worker.Playlists.Writer;
using MusicSync.Worker.Spotify;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Temporal;

namespace MusicSync.Worker.Tests.Pages;

/// <summary>The pages over HTTP, while neither Temporal nor the MCP host is there.</summary>
public sealed partial class PageTests
{
    private const string Key = "the-key-of-this-test";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_WithoutTheKey_AsksForIt_AndThenGoesOn()
    {
        await using var site = await Site.StartAsync(Key);
        var asked = await site.GetAsync("/lists?token=abc");
        Assert.Equal(HttpStatusCode.Unauthorized, asked.Status);

        var answer = await site.PostAsync("/key", asked.Html, ("key", Key), ("to", "/lists?token=abc"));

        Assert.Equal((HttpStatusCode.SeeOther, "/lists?token=abc"), (answer.Status, answer.Location));
        Assert.Equal(HttpStatusCode.OK, (await site.GetAsync("/")).Status);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("qwen3", true)]
    public async Task StartPage_TakesWishes_OnlyWhereThereIsAModel(string? model, bool takesWishes)
    {
        await using var site = await Site.StartAsync(model: model);

        Assert.Equal(takesWishes, (await site.GetAsync("/")).Html.Contains("say what you want", StringComparison.Ordinal));
    }

    [Fact]
    public async Task EachWish_HasAnIdOfItsOwn_AsEachListHas()
    {
        await using var site = await Site.StartAsync(model: "qwen3");

        var ids = HiddenId.Matches((await site.GetAsync("/")).Html + (await site.GetAsync("/")).Html).Select(match => match.Groups[1].Value).ToList();

        Assert.Equal(4, ids.Count);
        Assert.All(ids, id => Assert.Matches("^[0-9a-f]{32}$", id));
        Assert.Equal(2, ids.Distinct().Count());
    }

    [GeneratedRegex("name=\"id\" value=\"([^\"]*)\"")]
    private static partial Regex HiddenId { get; }

    [Theory]
    [InlineData("/syncs")]
    [InlineData("/choices")]
    [InlineData("/agents")]
    [InlineData("/orders")]
    [InlineData("/followed")]
    public async Task Call_BeforeTemporalIsThere_IsToldSoAtOnce(string path)
    {
        await using var site = await Site.StartAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await site.GetAsync(path)).Status);
    }

    [Fact]
    public async Task WrongKey_IsTold_AndNothingIsKept()
    {
        await using var site = await Site.StartAsync(Key);
        var asked = await site.GetAsync("/key");

        var answer = await site.PostAsync("/key", asked.Html, ("key", "wrong"), ("to", "/"));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Contains("That is not the key.", answer.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await site.GetAsync("/")).Status);
    }

    [Theory]
    [InlineData("//other.example")]
    [InlineData("/\\other.example")]
    [InlineData("https://other.example")]
    [InlineData("")]
    public async Task Key_LeadsNowhereElse(string to)
    {
        await using var site = await Site.StartAsync(Key);
        var asked = await site.GetAsync("/key");

        Assert.Equal("/", (await site.PostAsync("/key", asked.Html, ("key", Key), ("to", to))).Location);
    }

    [Fact]
    public async Task Key_CanBeForgotten()
    {
        await using var site = await Site.StartAsync(Key);
        await site.PostAsync("/key", (await site.GetAsync("/key")).Html, ("key", Key), ("to", "/"));

        await site.PostAsync("/key/forget", (await site.GetAsync("/key")).Html);

        Assert.Equal(HttpStatusCode.Unauthorized, (await site.GetAsync("/")).Status);
    }

    [Fact]
    public async Task StartPage_IsOfUse_WhileNothingElseIsThere()
    {
        await using var site = await Site.StartAsync();

        var page = await site.GetAsync("/");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Put songs into a playlist", page.Html, StringComparison.Ordinal);
        Assert.Contains("Temporal does not answer. Nothing is lost.", page.Html, StringComparison.Ordinal);
        Assert.Contains("Your own playlists cannot be listed right now", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PastedList_IsShownAsTheServerReadsIt_AndTravelsInTheForm()
    {
        await using var site = await Site.StartAsync();
        var start = await site.GetAsync("/");

        var preview = await site.PostAsync("/", start.Html, ("text", "title,artist\nLanterns Out,The Copper Lanterns\n,Nobody"), ("act", "preview"));
        Assert.Contains("1 song · columns: Title, Artist · 1 row cannot be read", preview.Html, StringComparison.Ordinal);
        Assert.Contains("the title is missing", preview.Html, StringComparison.Ordinal);

        var again = await site.PostAsync("/", preview.Html, ("list", SealedList.Match(preview.Html).Groups[1].Value), ("act", "start"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Contains("give the new playlist a name", again.Html, StringComparison.Ordinal);
        Assert.Contains("1 song · columns", again.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListThatCannotBeStartedNow_StaysInTheForm()
    {
        await using var site = await Site.StartAsync();

        var page = await site.PostAsync(
            "/", (await site.GetAsync("/")).Html, ("text", "Lanterns Out - The Copper Lanterns"), ("name", "Evening"), ("id", "an-id"), ("act", "start"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.Contains("press Start again in some seconds", page.Html, StringComparison.Ordinal);
        Assert.Contains("1 song", page.Html, StringComparison.Ordinal);
        Assert.Contains("value=\"Evening\"", page.Html, StringComparison.Ordinal);
        Assert.Contains("name=\"id\" value=\"an-id\"", page.Html, StringComparison.Ordinal);
        Assert.Null(page.OpensAgainAfter);
    }

    [Fact]
    public async Task PageThatCannotBeShownNow_OpensAgainByItself()
    {
        await using var site = await Site.StartAsync();

        Assert.Equal("5", (await site.GetAsync("/lists")).OpensAgainAfter);
        Assert.Null((await site.GetAsync("/nowhere")).OpensAgainAfter);
    }

    [Theory]
    [InlineData("", "Choose a file, or paste a list.")]
    [InlineData("[1", "The JSON cannot be read")]
    public async Task ListThatCannotBeRead_IsToldBesideTheForm(string text, string expected)
    {
        await using var site = await Site.StartAsync();

        var page = await site.PostAsync("/", (await site.GetAsync("/")).Html, ("text", text), ("act", "preview"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains(expected, page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LinkThatCannotBeRead_IsToldBesideTheForm()
    {
        await using var site = await Site.StartAsync();

        var page = await site.PostAsync(
            "/", (await site.GetAsync("/")).Html, ("text", "https://open.spotify.com/album/4aawyAB9vmqN3uQ7FjRGTy"), ("act", "preview"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.Contains("Nothing was started; send the request again once this has passed: ", page.Html, StringComparison.Ordinal);
        Assert.Contains("Put songs into a playlist", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("send that link alone", page.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/key")]
    public async Task Form_WithoutItsToken_IsRefused(string path)
    {
        await using var site = await Site.StartAsync();

        var answer = await site.PostAsync(path, "", ("act", "start"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("Open the page anew", answer.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/key", HttpStatusCode.OK)]
    [InlineData("/lists/nothing", HttpStatusCode.ServiceUnavailable)]
    [InlineData("/lists/nothing/review", HttpStatusCode.ServiceUnavailable)]
    [InlineData("/lists/nothing/undo", HttpStatusCode.ServiceUnavailable)]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    public async Task Page_RunsNothingInline_AndLoadsNothingFromElsewhere(string path, HttpStatusCode status)
    {
        await using var site = await Site.StartAsync();

        var page = await site.GetAsync(path);

        Assert.Equal(status, page.Status);
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", page.Policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", page.Policy, StringComparison.Ordinal);
        Assert.DoesNotMatch("<style|style=|<script(?! src=\"/assets/)| on[a-z]+=|(src|href)=\"(https?:)?//", page.Html);
    }

    [Fact]
    public async Task Programs_GetProblemDocuments_AndNeedNoToken()
    {
        await using var site = await Site.StartAsync(Key);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/syncs") { Content = new StringContent("{}", MediaTypeHeaderValue.Parse("application/json")) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Key);

        using var answer = await site.SendAsync(request);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Assets_AreKeptForGood_AndSeenWithoutTheKey()
    {
        await using var site = await Site.StartAsync(Key);

        using var answer = await site.SendAsync(new HttpRequestMessage(HttpMethod.Get, PageAssets.Style));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("public, max-age=31536000, immutable", answer.Headers.CacheControl?.ToString());
    }

    [GeneratedRegex("name=\"list\" value=\"([^\"]+)\"")]
    private static partial Regex SealedList { get; }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken { get; }

    private sealed record Shown(HttpStatusCode Status, string Html, string Policy, string? Location, string? OpensAgainAfter);

    private sealed class Site(WebApplication app) : IAsyncDisposable
    {
        private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.Single()) };

        public static async Task<Site> StartAsync(string? key = null, string? model = null)
        {
            var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = Path.GetTempPath() });
            builder.Configuration.Sources.Clear();
            builder.Configuration.AddInMemoryCollection([new("urls", "http://127.0.0.1:0"), new("Access:ApiKey", key), new("ConnectionStrings:temporal", "127.0.0.1:1"), new("Agents:Models:default:Name", model)]);
            builder.Logging.ClearProviders();
            builder.AddServiceDefaults();
            builder.Services.AddAccess();
            builder.Services.AddSingleton(TimeProvider.System);
            builder.Services.AddMcp().AddSpotify(new Uri("http://127.0.0.1:1/mcp"));
            builder.Services.AddTemporalWorker().AddSyncs().AddPlaylistReading().AddPlaylistNames().AddPlaylistWriter().AddAgents();
            builder.Services.AddApi().AddPages();
            var app = builder.Build();
            app.UseExceptionHandler();
            app.UseStatusCodePages();
            app.UseAccess();
            app.MapDefaultEndpoints();
            app.MapApi();
            app.MapPages();
            await app.StartAsync(Token);
            return new Site(app);
        }

        public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _http.SendAsync(request, Token);

        public Task<Shown> GetAsync(string path) => ShowAsync(new HttpRequestMessage(HttpMethod.Get, path));

        /// <summary>Posts a form as the page that holds it would.</summary>
        public Task<Shown> PostAsync(string path, string page, params (string Name, string Value)[] fields)
        {
            var content = new MultipartFormDataContent { { new StringContent(FormToken.Match(page).Groups[1].Value), "__RequestVerificationToken" } };
            foreach (var (name, value) in fields)
            {
                content.Add(new StringContent(value), name);
            }

            var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
            request.Headers.Add("Origin", _http.BaseAddress!.GetLeftPart(UriPartial.Authority));
            return ShowAsync(request);
        }

        public async ValueTask DisposeAsync()
        {
            _http.Dispose();
            await app.DisposeAsync();
        }

        private async Task<Shown> ShowAsync(HttpRequestMessage request)
        {
            request.Headers.Accept.ParseAdd("text/html,application/xhtml+xml,*/*;q=0.8");
            using var answer = await SendAsync(request);
            return new Shown(
                answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Token)),
                answer.Headers.TryGetValues("Content-Security-Policy", out var policy) ? policy.Single() : "", answer.Headers.Location?.ToString(),
                answer.Headers.TryGetValues("Refresh", out var refresh) ? refresh.Single() : null);
        }
    }
}
