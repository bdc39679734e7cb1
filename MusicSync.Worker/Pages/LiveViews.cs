using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using MusicSync.Worker.Api.Watching;
using MusicSync.Worker.Pages.Parts;
using MusicSync.Worker.Pages.Views;

namespace MusicSync.Worker.Pages;

/// <summary>Draws the live part of a sync's page, once a change however many watch: words and bar are made here only, not in script.</summary>
internal sealed class LiveViews(IServiceScopeFactory scopes, ILoggerFactory loggers)
{
    private readonly ConditionalWeakTable<StatusChange, Task<string>> _drawn = [];

    public Task<string> RenderAsync(StatusChange change) => _drawn.GetValue(change, DrawAsync);

    private async Task<string> DrawAsync(StatusChange change)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<Live>(ParameterView.FromDictionary(
            new Dictionary<string, object?> { [nameof(Live.View)] = SyncView.Of(change.Status, change.SongsPerSecond) }))).ToHtmlString());
    }
}
