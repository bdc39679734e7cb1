using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MusicSync.McpHost.Authorization;
using MusicSync.McpHost.Settings;
using MusicSync.McpHost.Tests.Support;

namespace MusicSync.McpHost.Tests.Authorization;

/// <summary>A refresh token that Spotify hands out with a refresh spends the one before; a restart must not bring that back.</summary>
public sealed class TokenStoreTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly LogLines _log = new();
    private readonly List<string> _used = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RotatedToken_OutlivesTheProcess()
    {
        await using var accounts = await RotatingAsync();
        await Host(accounts, "first").GetRequiredService<TokenSource>().GetAsync(Cancel);

        await Host(accounts, "first").GetRequiredService<TokenSource>().GetAsync(Cancel);

        Assert.Equal(["first", "first-1"], _used);
    }

    [Fact]
    public async Task TokenConfiguredAnew_WinsOverTheKeptOne()
    {
        await using var accounts = await RotatingAsync();
        await Host(accounts, "first").GetRequiredService<TokenSource>().GetAsync(Cancel);

        await Host(accounts, "second").GetRequiredService<TokenSource>().GetAsync(Cancel);
        await Host(accounts, "second").GetRequiredService<TokenSource>().GetAsync(Cancel);

        Assert.Equal(["first", "second", "second-1"], _used);
    }

    [Fact]
    public void KeptToken_NeedsNoConfiguredOne()
    {
        Store(Host("first")).Keep("kept");

        Assert.Equal("kept", Store(Host(refreshToken: null)).Current);
    }

    [Fact]
    public void TokenOfAnotherApp_IsNotUsed()
    {
        Store(Host("first")).Keep("kept");

        Assert.Equal("first", Store(Host("first", clientId: "another")).Current);
    }

    [Fact]
    public async Task TokenThatAnotherHostHasSpent_IsFollowedByThatHostsNewOne()
    {
        await using var accounts = await RotatingAsync();
        var slow = Host(accounts, "first");
        var old = await slow.GetRequiredService<TokenSource>().GetAsync(Cancel);
        await Host(accounts, "first").GetRequiredService<TokenSource>().GetAsync(Cancel);

        await slow.GetRequiredService<TokenSource>().ReplaceAsync(old, Cancel);

        Assert.Equal(["first", "first-1", "first-2"], _used);
    }

    [Fact]
    public async Task TokenSpentWhileItWasSent_IsFollowedByTheNewOne()
    {
        TokenStore? other = null;
        await using var accounts = await LoopbackServer.StartAsync(async context =>
        {
            var token = (await context.Request.ReadFormAsync(Cancel))["refresh_token"].ToString();
            _used.Add(token);
            if (token == "first")
            {
                other!.Keep("of the other host");
                context.Response.StatusCode = 400;
                await context.Response.WriteAsync("""{"error":"invalid_grant"}""", Cancel);
                return;
            }

            await context.Response.WriteAsync("""{"access_token":"access"}""", Cancel);
        });

        other = Store(Host(accounts, "first"));
        Assert.Equal("access", (await Host(accounts, "first").GetRequiredService<TokenSource>().GetAsync(Cancel)).Value);
        Assert.Equal(["first", "of the other host"], _used);
    }

    [Fact]
    public void File_HoldsNoTokenInClear_AndIsForItsOwnerOnly()
    {
        Store(Host("a-configured-token")).Keep("a-rotated-token");

        var files = Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories);
        Assert.Contains(Path.Combine(_folder.Path, TokenStore.FileName), files);
        Assert.All(files, file => Assert.DoesNotContain("token", Encoding.UTF8.GetString(File.ReadAllBytes(file)), StringComparison.Ordinal));
        Assert.DoesNotContain("a-rotated-token", _log.Text, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder.Path, TokenStore.FileName)));
        }
    }

    [Theory]
    [InlineData("not encrypted")]
    [InlineData("")]
    public void UnreadableFile_IsSaidAndTheConfiguredTokenUsed(string content)
    {
        File.WriteAllText(Path.Combine(_folder.Path, TokenStore.FileName), content);

        Assert.Equal("first", Store(Host("first")).Current);
        Assert.Contains("cannot be read", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void DirectoryThatCannotBeWritten_KeepsTheTokenForThisProcessAndSaysSo()
    {
        var file = Path.Combine(_folder.Path, "a-file");
        File.WriteAllText(file, "");
        var store = Store(Host("first", directory: file));

        store.Keep("kept");

        Assert.Equal("kept", store.Current);
        Assert.Contains("sign in again", _log.Text, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static TokenStore Store(IServiceProvider host) => host.GetRequiredService<TokenStore>();

    private ServiceProvider Host(LoopbackServer accounts, string refreshToken) => Host(refreshToken, accounts: accounts.Url);

    private ServiceProvider Host(string? refreshToken, string clientId = "client", string? directory = null, Uri? accounts = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(Options.Create(new SpotifyOptions
        {
            ClientId = clientId,
            RefreshToken = refreshToken,
            AccountsUrl = accounts ?? new Uri("http://127.0.0.1:1"),
        }));
        services.Configure<StorageOptions>(storage => storage.DataDirectory = directory ?? _folder.Path);
        services.AddLogging(_log.Capture);
        services.AddSpotifyAuthorization();
        return services.BuildServiceProvider();
    }

    // Each refresh spends its token and hands out the next: first, first-1, first-2.
    private Task<LoopbackServer> RotatingAsync() => LoopbackServer.StartAsync(async context =>
    {
        var token = (await context.Request.ReadFormAsync(Cancel))["refresh_token"].ToString();
        _used.Add(token);
        var parts = token.Split('-');
        var next = $"{parts[0]}-{(parts.Length == 1 ? 1 : int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) + 1)}";
        await context.Response.WriteAsync($$"""{"access_token":"access of {{token}}","refresh_token":"{{next}}"}""", Cancel);
    });
}
