using System.ComponentModel;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Server;
using MusicSync.Worker.Api;

namespace MusicSync.Worker.Tools;

/// <summary>The whole report of a sync, the same document as <c>GET /syncs/{id}/report</c>.</summary>
[McpServerResourceType]
internal sealed class ReportResource(SyncQueries queries, IOptions<JsonOptions> json, IServiceProvider services)
{
    [McpServerResource(
        UriTemplate = "musicsync://syncs/{id}/report", Name = "sync_report", Title = "Report of a sync", MimeType = "application/json")]
    [Description("What became of every row of a sync's list: outcome, track, reasons, candidates.")]
    public async Task<string> ReadAsync([Description("Id of the sync.")] string id, CancellationToken cancellationToken)
    {
        TemporalCalls.EnsureConnected(services);
        return JsonSerializer.Serialize(await queries.ReportAsync(id, cancellationToken), json.Value.SerializerOptions);
    }
}
