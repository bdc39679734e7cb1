using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using MusicSync.McpHost.Tests.Support;

namespace MusicSync.McpHost.Tests.SignIn;

/// <summary>A client that can open a page for its user is offered the one on which to sign in.</summary>
public sealed class SignInOfferTests
{
    private const string Today = "2026-07-28";
    private const string WithSessions = "2025-11-25";

    private static readonly Dictionary<string, string?> Nobody = new() { ["Spotify:RefreshToken"] = "" };

    [Theory]
    [InlineData(Today)]
    [InlineData(WithSessions)]
    public async Task Call_WithoutASignIn_GoesOnOnceTheUserHasSignedIn(string version)
    {
        await using var bench = await TestBench.StartAsync(Nobody);
        using var browser = new Browser(bench.Host);
        var offered = new List<ElicitRequestParams>();
        await using var client = await ConnectAsync(bench, version, async offer =>
        {
            offered.Add(offer);
            await browser.ConnectAsync();
            return "accept";
        });

        var result = await client.CallAsync("list_playlists", new { });

        result.Answer();
        var offer = Assert.Single(offered);
        Assert.Equal(("url", $"{bench.Host.Url}signin"), (offer.Mode, offer.Url));
        Assert.DoesNotContain("http", offer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Today, "decline")]
    [InlineData(Today, "accept")]
    [InlineData(WithSessions, "cancel")]
    public async Task Call_OfAUserWhoDoesNotSignIn_FailsWithTheAddress_AndIsOfferedOnce(string version, string action)
    {
        await using var bench = await TestBench.StartAsync(Nobody);
        var offered = 0;
        await using var client = await ConnectAsync(bench, version, _ =>
        {
            offered++;
            return Task.FromResult(action);
        });

        var result = await client.CallAsync("list_playlists", new { });

        Assert.Equal(("unauthorized", 1), (result.Kind(), offered));
        Assert.Contains($"Sign in at {bench.Host.Url}signin.", result.Text(), StringComparison.Ordinal);
    }

    private static Task<McpClient> ConnectAsync(TestBench bench, string version, Func<ElicitRequestParams, Task<string>> open) => McpClient.CreateAsync(
        new HttpClientTransport(new HttpClientTransportOptions { Endpoint = bench.Host.Mcp, TransportMode = HttpTransportMode.StreamableHttp }),
        new McpClientOptions
        {
            ProtocolVersion = version,
            Capabilities = new ClientCapabilities { Elicitation = new ElicitationCapability { Url = new UrlElicitationCapability() } },
            Handlers = new McpClientHandlers
            {
                ElicitationHandler = async (offer, _) => new ElicitResult { Action = await open(offer!) },
            },
        },
        cancellationToken: TestContext.Current.CancellationToken);
}
