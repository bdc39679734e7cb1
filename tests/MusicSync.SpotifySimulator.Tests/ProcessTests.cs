using System.Diagnostics;
using System.IO.Compression;
using System.Text.RegularExpressions;
using MusicSync.SpotifySimulator.Hosting;

namespace MusicSync.SpotifySimulator.Tests;

public sealed partial class ProcessTests
{
    private const string Catalog =
        """
        track_id,title,artists,album,duration_ms,release_date,src,artists_complete,duration_exact,isrc
        0000000000000000000001,"Don't, Wake (Up)",Juno Vale;Mila Storm,,0,,S,1,1,

        """;

    [Fact]
    public async Task Process_ObeysItsStartOptions()
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".csv.gz");
        await using (var gzip = new GZipStream(File.Create(file), CompressionLevel.Fastest))
        await using (var writer = new StreamWriter(gzip))
        {
            await writer.WriteAsync(Catalog);
        }

        using var process = Start(
            "--urls", "http://127.0.0.1:0", "--catalog", file, "--search", "plain", "--token-lifetime-seconds", "7");
        try
        {
            using var http = new HttpClient { BaseAddress = await ListeningAsync(process) };
            var token = await TokenAsync(http);
            http.DefaultRequestHeaders.Authorization = new("Bearer", token.Json["access_token"]!.ToString());
            var found = await GetAsync(http, "/v1/search?type=track&q=" + Uri.EscapeDataString("track:\"Don't, Wake (Up)\""));

            Assert.Equal(7, (int)token.Json["expires_in"]!);
            Assert.Equal("Don't, Wake (Up)", found.Json["tracks"]!["items"]![0]!["name"]!.ToString());
        }
        finally
        {
            process.Kill();
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("--search", "polka")]
    [InlineData("--latency-ms", "-1")]
    public async Task Process_WithAWrongOption_SaysWhichAndEnds(string option, string value)
    {
        using var process = Start(option, value);

        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Contains($"{option} '{value}' must be", error, StringComparison.Ordinal);
        Assert.NotEqual(0, process.ExitCode);
    }

    private static Process Start(params string[] arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", [typeof(SpotifySimulatorServer).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    private static async Task<Uri> ListeningAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (Listening.Match(line) is { Success: true } match)
            {
                return new Uri(match.Value);
            }
        }

        throw new InvalidOperationException(await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<Answer> TokenAsync(HttpClient http)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = "simulator-refresh-token",
            ["client_id"] = "simulator-client",
        });
        using var response = await http.PostAsync("/api/token", form, TestContext.Current.CancellationToken);
        return await Answer.OfAsync(response);
    }

    private static async Task<Answer> GetAsync(HttpClient http, string path)
    {
        using var response = await http.GetAsync(path, TestContext.Current.CancellationToken);
        return await Answer.OfAsync(response);
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Listening { get; }
}
