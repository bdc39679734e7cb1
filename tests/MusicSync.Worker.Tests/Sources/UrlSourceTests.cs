using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MusicSync.ServiceDefaults;
using MusicSync.Worker.Sources;

namespace MusicSync.Worker.Tests.Sources;

/// <summary>The client as the worker builds it, with a resolver of the test's and a server of its own; only that server's name is allowed.</summary>
public sealed class UrlSourceTests : IAsyncLifetime
{
    private const string Csv = "title,artist\nLanterns Out,The Copper Lanterns\nLobby Waltz,Delta & the Night Porters\n";
    private const string Allowed = "lists.test";

    private static readonly Dictionary<string, string[]> Names = new()
    {
        [Allowed] = ["127.0.0.1"],
        ["inside.test"] = ["10.0.0.7"],
        ["mixed.test"] = ["93.184.216.34", "127.0.0.1"],
        ["mapped.test"] = ["::ffff:127.0.0.1"],
        ["metadata.test"] = ["169.254.169.254"],
        ["mcp-host"] = ["127.0.0.1"],
    };

    private ListServer _server = null!;
    private ServiceProvider _services = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Url => $"http://{Allowed}:{_server.Port}/week";

    public async ValueTask InitializeAsync()
    {
        _server = await ListServer.StartAsync(ListServer.Tagged("\"1\"", Csv));
        var builder = new HostApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(
            [new("Sources:AllowedHosts", Allowed), new("services:mcp-host:http:0", $"http://127.0.0.1:{_server.Port}")]);
        builder.AddServiceDefaults();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSources();
        builder.Services.AddSingleton<ResolveHost>((host, _) => Names.TryGetValue(host, out var found)
            ? Task.FromResult<IPAddress[]>([.. found.Select(IPAddress.Parse)])
            : throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.HostNotFound));
        _services = builder.Services.BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task List_IsReadByTheReadersOfLists()
    {
        var answer = await ReadAsync(Url);

        Assert.Equal(["Lanterns Out", "Lobby Waltz"], answer.List!.Songs.Select(song => song.Title));
        Assert.Equal("\"1\"", answer.Version.ETag);
    }

    [Fact]
    public async Task UnchangedTag_IsOneRequestAndNoList()
    {
        var first = await ReadAsync(Url);

        var second = await ReadAsync(Url, first.Version);

        Assert.Null(second.List);
        Assert.Equal(first.Version, second.Version);
        Assert.Equal(2, _server.Requests);
    }

    [Fact]
    public async Task UnchangedDate_IsNoList()
    {
        const string Written = "Tue, 24 Nov 2026 14:00:00 GMT";
        _server.Answer = async context =>
        {
            context.Response.Headers.LastModified = Written;
            context.Response.StatusCode = context.Request.Headers.IfModifiedSince == Written ? StatusCodes.Status304NotModified : StatusCodes.Status200OK;
            if (context.Response.StatusCode == StatusCodes.Status200OK)
            {
                context.Response.ContentType = "text/csv";
                await context.Response.WriteAsync(Csv, Token);
            }
        };
        var first = await ReadAsync(Url);

        Assert.Null((await ReadAsync(Url, first.Version)).List);
    }

    [Fact]
    public async Task ChangedTag_IsTheNewList()
    {
        var first = await ReadAsync(Url);
        _server.Answer = ListServer.Tagged("\"2\"", Csv + "Signal Fire,North Array\n");

        var second = await ReadAsync(Url, first.Version);

        Assert.Equal(3, second.List!.Songs.Count);
        Assert.Equal("\"2\"", second.Version.ETag);
    }

    /// <summary>Each is found out when it connects; nothing of it reaches a server.</summary>
    [Theory]
    [InlineData("https://inside.test/")]
    [InlineData("https://mixed.test/")]
    [InlineData("https://mapped.test/")]
    [InlineData("https://metadata.test/latest/meta-data/")]
    public async Task NameThatLeadsInside_IsRefused(string url)
    {
        var refused = await Assert.ThrowsAsync<SourceException>(() => ReadAsync(url));

        Assert.Contains("not on the public Internet", refused.Message, StringComparison.Ordinal);
        Assert.False(refused.Passes);
        Assert.Equal(0, _server.Requests);
    }

    /// <summary>All other clients of the worker take this name for the MCP host's address.</summary>
    [Fact]
    public async Task NameOfOneOfOurServices_IsANameLikeAnyOther()
    {
        var refused = await Assert.ThrowsAsync<SourceException>(() => ReadAsync("https://mcp-host/"));

        Assert.Contains("mcp-host is not on the public Internet", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, _server.Requests);
    }

    [Theory]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://inside.test/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://2130706433/")]
    [InlineData("http://localhost/")]
    [InlineData("file:///etc/passwd")]
    public async Task RedirectInside_IsRefused(string location)
    {
        _server.Answer = context =>
        {
            context.Response.Redirect(location);
            return Task.CompletedTask;
        };

        Assert.False((await Assert.ThrowsAsync<SourceException>(() => ReadAsync(Url))).Passes);
        Assert.Equal(1, _server.Requests);
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public async Task Redirects_AreFollowedThreeTimes(int redirects, bool arrives)
    {
        var list = ListServer.Tagged("\"1\"", Csv);
        _server.Answer = context =>
        {
            if (_server.Requests > redirects)
            {
                return list(context);
            }

            context.Response.Redirect($"/{_server.Requests}");
            return Task.CompletedTask;
        };

        if (arrives)
        {
            Assert.NotNull((await ReadAsync(Url)).List);
        }
        else
        {
            await Assert.ThrowsAsync<SourceException>(() => ReadAsync(Url));
        }

        Assert.Equal(4, _server.Requests);
    }

    [Fact]
    public async Task PackedList_IsRefused_WhenItIsTooLargeUnpacked()
    {
        _server.Answer = async context =>
        {
            context.Response.ContentType = "text/csv";
            context.Response.Headers.ContentEncoding = "gzip";
            await using var packed = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            var line = Encoding.UTF8.GetBytes(new string('a', 1024 * 1024));
            for (var written = 0; written < 11; written++)
            {
                await packed.WriteAsync(line, Token);
            }
        };

        Assert.Contains("larger than 10 MB", (await Assert.ThrowsAsync<SourceException>(() => ReadAsync(Url))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, false)]
    [InlineData(401, false)]
    [InlineData(304, false)]
    [InlineData(429, true)]
    public async Task AnswerWithoutAList_SaysWhetherItPasses(int status, bool passes)
    {
        _server.Answer = context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = "120";
            return Task.CompletedTask;
        };

        var failed = await Assert.ThrowsAsync<SourceException>(() => ReadAsync(Url));

        Assert.Equal(passes, failed.Passes);
        Assert.Equal(passes ? TimeSpan.FromMinutes(2) : null, failed.RetryAfter);
        Assert.Equal(1, _server.Requests);
    }

    [Theory]
    [InlineData("text/html; charset=utf-8", "/week", false)]
    [InlineData("text/csv", "/week", true)]
    [InlineData("application/octet-stream", "/week.csv", true)]
    [InlineData("binary/octet-stream", "/week.csv?v=2", true)]
    [InlineData(null, "/week.txt", true)]
    public async Task Kind_IsKnownByTypeOrName(string? type, string path, bool isList)
    {
        _server.Answer = context =>
        {
            context.Response.ContentType = type;
            return context.Response.WriteAsync(Csv, Token);
        };

        var reading = ReadAsync($"http://{Allowed}:{_server.Port}{path}");

        if (isList)
        {
            Assert.Equal(2, (await reading).List!.Songs.Count);
        }
        else
        {
            Assert.Contains("no list of songs", (await Assert.ThrowsAsync<SourceException>(() => reading)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task PassingError_IsMendedByOneRepeat()
    {
        var list = ListServer.Tagged("\"1\"", Csv);
        _server.Answer = context =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return _server.Requests > 1 ? Good(context) : Task.CompletedTask;
        };

        Assert.NotNull((await ReadAsync(Url)).List);
        Assert.Equal(2, _server.Requests);

        Task Good(HttpContext context)
        {
            context.Response.StatusCode = StatusCodes.Status200OK;
            return list(context);
        }
    }

    [Fact]
    public async Task UnknownName_Passes()
    {
        var failed = await Assert.ThrowsAsync<SourceException>(() => ReadAsync("https://nowhere.test/"));

        Assert.True(failed.Passes);
    }

    private Task<SourceAnswer> ReadAsync(string url, SourceVersion? known = null) =>
        _services.GetRequiredService<UrlSource>().ReadAsync(url, known, Token);
}
