using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MusicSync.Worker.Spotify;

namespace MusicSync.Worker.Tests.SignIn;

public sealed class SpotifySignInTests : IDisposable
{
    private const string Told = """{"state":"connected","id":"a","account":null,"page":"https://music.example/signin"}""";

    private static readonly Uri Page = new("https://music.example/signin");

    private readonly FakeTimeProvider _time = new();
    private readonly Host _host = new();
    private readonly SpotifySignIn _signIn;

    public SpotifySignInTests() => _signIn = new(_host, _time, NullLogger<SpotifySignIn>.Instance);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Grant_IsWhatTheHostSays()
    {
        _host.Body = Told;

        Assert.Equal(new SpotifyGrant("connected", "a", Page: Page), await _signIn.AskAsync(Token));
        Assert.Equal("/signin/grant", _host.Asked);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "")]
    [InlineData(HttpStatusCode.NotFound, "")]
    [InlineData(HttpStatusCode.OK, "no JSON")]
    [InlineData(null, "")]
    public async Task HostThatDoesNotSay_IsNobodysFailure(HttpStatusCode? status, string body)
    {
        (_host.Status, _host.Body) = (status, body);

        Assert.Null(await _signIn.AskAsync(Token));
        Assert.Null(await _signIn.PageAsync(Token));
    }

    [Fact]
    public async Task Page_IsAskedForEveryTenSeconds_AndOutlivesAHostThatIsDown()
    {
        _host.Body = Told;
        await _signIn.PageAsync(Token);
        await _signIn.PageAsync(Token);
        var asked = _host.Calls;
        _host.Status = null;
        _time.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal((Page, Page), (await _signIn.PageAsync(Token), await _signIn.PageAsync(Token)));
        Assert.Equal((1, 2), (asked, _host.Calls));
    }

    public void Dispose() => _host.Dispose();

    /// <summary>Answers as told; without a status it cannot be reached.</summary>
    private sealed class Host : HttpMessageHandler, IHttpClientFactory
    {
        public HttpStatusCode? Status { get; set; } = HttpStatusCode.OK;

        public string Body { get; set; } = "";

        public string? Asked { get; private set; }

        public int Calls { get; private set; }

        public HttpClient CreateClient(string name) => new(this, disposeHandler: false) { BaseAddress = new Uri("http://mcp-host/") };

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (Asked, Calls) = (request.RequestUri!.AbsolutePath, Calls + 1);
            return Status is { } status
                ? Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(Body) })
                : throw new HttpRequestException("Connection refused");
        }
    }
}
