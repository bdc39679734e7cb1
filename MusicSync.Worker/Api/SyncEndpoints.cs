using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using MusicSync.Worker.Api.Edits;
using MusicSync.Worker.Api.Links;
using MusicSync.Worker.Api.OpenApi;
using MusicSync.Worker.Api.Watching;
using MusicSync.Worker.Syncs;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace MusicSync.Worker.Api;

/// <summary>The HTTP interface for syncs.</summary>
internal static class SyncEndpoints
{
    private const string IdempotencyKey = "Idempotency-Key";
    private const string LastEventId = "Last-Event-ID";

    public static void MapSyncs(this IEndpointRouteBuilder endpoints)
    {
        var syncs = endpoints.MapGroup("/syncs");
        syncs.MapPost("/", PostAsync).WithName(ApiOperationTexts.StartSync);
        syncs.MapGet("/", ListAsync).WithName(ApiOperationTexts.ListSyncs);
        syncs.MapGet("/{id}", StatusAsync).WithName(ApiOperationTexts.GetSync);
        syncs.MapGet("/{id}/report", ReportAsync).WithName(ApiOperationTexts.GetReport);
        syncs.MapGet("/{id}/events", EventsAsync).WithName(ApiOperationTexts.WatchSync);
        syncs.MapDelete("/{id}", CancelAsync).WithName(ApiOperationTexts.CancelSync);
        syncs.MapPost("/{id}/resume", ResumeAsync).WithName(ApiOperationTexts.ResumeSync);
        syncs.MapEdits();
    }

    public static string AddressOf(string id) => $"/syncs/{Uri.EscapeDataString(id)}";

    private static async Task<Accepted<SyncStatus>> PostAsync(HttpRequest http, DraftStarter starter, CancellationToken cancellationToken)
    {
        var (draft, key) = (await ParseAsync(http, cancellationToken), Header(http));
        var status = await starter.StartAsync(draft, key, draft.NamesItsId(key), cancellationToken);
        return TypedResults.Accepted(AddressOf(status.Id), status);
    }

    private static async Task<SyncDraft> ParseAsync(HttpRequest http, CancellationToken cancellationToken)
    {
        using var span = WorkerSpans.Start("parse");
        var draft = await SyncBodyReader.ReadAsync(http, cancellationToken);
        span?.SetTag(WorkerSpans.Songs, draft.List.Songs.Count);
        return draft;
    }

    private static async Task<Ok<SyncPage>> ListAsync(
        SyncQueries queries, string? token, CancellationToken cancellationToken) =>
        TypedResults.Ok(await queries.ListAsync(token, cancellationToken));

    private static async Task<Ok<SyncStatus>> StatusAsync(
        string id, SyncQueries queries, CancellationToken cancellationToken) =>
        TypedResults.Ok(await queries.StatusAsync(id, cancellationToken));

    private static async Task<IResult> ReportAsync(
        string id, string? format, HttpRequest http, SyncQueries queries, CancellationToken cancellationToken)
    {
        var report = await queries.ReportAsync(id, cancellationToken);
        return format is "csv" || http.Headers.Accept.ToString().Contains("text/csv", StringComparison.OrdinalIgnoreCase)
            ? TypedResults.Text(SyncReportCsv.Write(report), "text/csv; charset=utf-8")
            : TypedResults.Ok(report);
    }

    private static async Task<IResult> EventsAsync(
        string id,
        [FromHeader(Name = LastEventId)] string? seen,
        SyncQueries queries,
        StatusFeed feed,
        IOptions<JsonOptions> json,
        CancellationToken cancellationToken)
    {
        // Asked once before anything is sent: an unknown sync is still an answer with a status code.
        var now = new StatusChange(await queries.StatusAsync(id, cancellationToken), SongsPerSecond: null);
        return now.IsLast && now.EventId == seen
            ? TypedResults.NoContent()
            : new EventStream(feed.WatchAsync(id, seen, CancellationToken.None).Select(change => change.ToEvent(json.Value.SerializerOptions)));
    }

    private static async Task<Accepted<SyncStatus>> CancelAsync(
        string id, SyncCommands commands, SyncQueries queries, CancellationToken cancellationToken)
    {
        await commands.CancelAsync(id, cancellationToken);
        return TypedResults.Accepted(AddressOf(id), await queries.StatusAsync(id, cancellationToken));
    }

    private static async Task<Accepted<SyncStatus>> ResumeAsync(
        string id, SyncCommands commands, CancellationToken cancellationToken) =>
        TypedResults.Accepted(AddressOf(id), await commands.ResumeAsync(id, cancellationToken));

    // Until the worker has connected once, a call would wait for the connection instead of saying so.
    public static ValueTask<object?> RequireTemporalAsync(
        EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        TemporalCalls.EnsureConnected(context.HttpContext.RequestServices);
        return next(context);
    }

    private static string? Header(HttpRequest http) =>
        http.Headers[IdempotencyKey].ToString() is { Length: > 0 } key ? key : null;
}
