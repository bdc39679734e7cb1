using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MusicSync.EndToEnd.Tests.Orders;

/// <summary>A web server with one list, which tags it, counts what it is asked, and may be out of order.</summary>
internal sealed class ServedList : IAsyncDisposable
{
    private readonly WebApplication _app;
    private volatile string _csv = "";
    private int _requests;
    private int _version;

    private ServedList(WebApplication app) => _app = app;

    public int Requests => Volatile.Read(ref _requests);

    public string Host => new Uri(_app.Urls.Single()).Authority;

    public string Url => $"http://{Host}/week.csv";

    /// <summary>Answers 503 instead of the list.</summary>
    public bool IsOutOfOrder { get; set; }

    public static async Task<ServedList> StartAsync(IEnumerable<MadeSong> songs)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var served = new ServedList(app);
        served.Serve(songs);
        app.Run(served.AnswerAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return served;
    }

    /// <summary>From now on the list holds these.</summary>
    public void Serve(IEnumerable<MadeSong> songs)
    {
        var csv = new StringBuilder("title,artist\n");
        foreach (var song in songs)
        {
            csv.Append('"').Append(song.Title.Replace("\"", "\"\"", StringComparison.Ordinal)).Append("\",\"")
                .Append(song.Artist.Replace("\"", "\"\"", StringComparison.Ordinal)).Append("\"\n");
        }

        _csv = csv.ToString();
        Interlocked.Increment(ref _version);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _requests);
        if (IsOutOfOrder)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "60";
            return;
        }

        var tag = $"\"{Volatile.Read(ref _version)}\"";
        context.Response.Headers.ETag = tag;
        if (context.Request.Headers.IfNoneMatch == tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        context.Response.ContentType = "text/csv";
        await context.Response.WriteAsync(_csv, context.RequestAborted);
    }
}
