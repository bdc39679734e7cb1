using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Configuration;
using MusicSync.McpHost.Authorization;
using MusicSync.McpHost.Tests.Support;

namespace MusicSync.McpHost.Tests.SignIn;

/// <summary><c>--sign-in</c>: its port is fixed, so one after the other.</summary>
public sealed class SignInHostTests
{
    [Theory]
    [InlineData("agree", 0, "Connected as Simulator User")]
    [InlineData("cancel", 1, "You did not agree")]
    public async Task Console_WaitsForTheBrowserAndSaysHowItWent(string answer, int code, string words)
    {
        await using var bench = await TestBench.StartAsync(new Dictionary<string, string?> { ["Spotify:RefreshToken"] = "" });
        using var folder = new DataDirectoryOf(bench);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = Path.GetTempPath() });
        builder.Configuration.AddInMemoryCollection(folder.Settings);
        var output = new StringWriter();
        var running = SignInHost.RunAsync(builder, TextWriter.Synchronized(output), TestContext.Current.CancellationToken);
        while (!output.ToString().Contains("/authorize?", StringComparison.Ordinal) && !running.IsCompleted)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        var consent = output.ToString().Split('\n').Single(line => line.Contains("/authorize?", StringComparison.Ordinal)).Trim();
        using var http = new HttpClient();
        var page = await http.GetStringAsync($"{consent}&answer={answer}", TestContext.Current.CancellationToken);

        Assert.Equal(code, await running);
        Assert.Contains(words, output.ToString(), StringComparison.Ordinal);
        Assert.Contains(words, page, StringComparison.Ordinal);
        // The host that runs on the same data directory needs no restart.
        Assert.Equal(code == 0, (await bench.CallAsync("list_playlists", new { })).IsError is not true);
        Assert.Equal(code == 0, bench.Host.Get<TokenStore>().Current is not null);
        Assert.NotEmpty(QueryHelpers.ParseQuery(new Uri(consent).Query)["code_challenge"].ToString());
    }

    private sealed class DataDirectoryOf(TestBench bench) : IDisposable
    {
        private readonly TempFolder _unused = new();

        public Dictionary<string, string?> Settings
        {
            get
            {
                var settings = TestBench.Settings(bench.Spotify.ApiUrl, bench.Spotify.AccountsUrl, _unused);
                settings["Spotify:RefreshToken"] = "";
                settings["MusicSync:DataDirectory"] = bench.DataDirectory;
                return settings;
            }
        }

        public void Dispose() => _unused.Dispose();
    }
}
