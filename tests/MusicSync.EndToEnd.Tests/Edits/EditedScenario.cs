using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MusicSync.EndToEnd.Tests.Durability;
using MusicSync.EndToEnd.Tests.Support;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Syncs.Edits;
using MusicSync.Worker.Temporal;

namespace MusicSync.EndToEnd.Tests.Edits;

/// <summary>What people do to a sync after it has started: the language of these tests.</summary>
internal static class EditedScenario
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A sync that has ended with all its songs written.</summary>
    public static async Task<Scenario> EndedAsync(DurabilityStack fixture, int songs = 120)
    {
        var scenario = await Scenario.PrepareAsync(fixture, fixture.Take(songs), [.. fixture.Take(2).Select(song => song.Uri)]);
        await scenario.StartByUriAsync();
        await scenario.Worker.CompleteAsync(scenario.SyncId);
        await scenario.Spotify.ResetCallsAsync();
        return scenario;
    }

    public static Task<HttpResponseMessage> TryUndoAsync(this WorkerApi worker, string id) => worker.PostToAsync($"/syncs/{id}/undo");

    public static async Task UndoAsync(this WorkerApi worker, string id)
    {
        using var response = await worker.TryUndoAsync(id);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    /// <summary>Waits for the end of the undo; a worker that is down in between is waited for.</summary>
    public static async Task<UndoStatus> UndoneAsync(this WorkerApi worker, string id)
    {
        UndoStatus? undo = null;
        await Eventually.TrueAsync(async () =>
        {
            undo = await AskAsync(() => worker.StatusAsync(id)) is { Undo: { FinishedAt: not null } ended } ? ended : null;
            return undo is not null;
        });
        return undo!;
    }

    public static Task<HttpResponseMessage> TryChooseAsync(this WorkerApi worker, string id, int line, object body) =>
        worker.PostToAsync($"/syncs/{id}/rows/{line}", JsonContent.Create(body));

    /// <summary>Chooses a track, or none, and expects that to be accepted.</summary>
    public static async Task<ReportRow> ChooseAsync(this WorkerApi worker, string id, int line, string? uri)
    {
        using var response = await worker.TryChooseAsync(id, line, uri is null ? new { none = true } : new { trackUri = uri });
        var body = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, $"{response.StatusCode}: {body}");
        return JsonSerializer.Deserialize<ReportRow>(body, TemporalJson.Options)!;
    }

    /// <summary>Waits until no choice of the sync is pending any more.</summary>
    public static async Task<IReadOnlyList<ReportRow>> ChosenAsync(this WorkerApi worker, string id)
    {
        IReadOnlyList<ReportRow>? rows = null;
        await Eventually.TrueAsync(async () =>
        {
            rows = await AskAsync(() => worker.RowsAsync(id));
            return rows?.All(row => row.Choice is not ChoiceState.Pending) is true;
        });
        return rows!;
    }

    /// <summary>Forgets all that is remembered of choices.</summary>
    public static async Task ForgetChoicesAsync(this WorkerApi worker)
    {
        var list = JsonDocument.Parse(await worker.GetAsync("/choices")).RootElement.GetProperty("choices");
        foreach (var choice in list.EnumerateArray())
        {
            using var answer = await worker.DeleteAsync($"/choices/{choice.GetProperty("key").GetString()}");
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        }
    }

    private static async Task<T?> AskAsync<T>(Func<Task<T>> ask)
        where T : class
    {
        try
        {
            return await ask();
        }
        catch (HttpRequestException)
        {
            // Down, or busy starting.
            return null;
        }
    }
}
