using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using MusicSync.LocalStack;

namespace MusicSync.Benchmarks.Stack;

/// <summary>Worker and simulator of a running stack, as far as measurements need them.</summary>
internal sealed class StackClient(RunningStack stack) : IDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan FollowInterval = TimeSpan.FromMilliseconds(100);
    private readonly HttpClient _worker = new() { BaseAddress = stack.WorkerUrl, Timeout = TimeSpan.FromMinutes(2) };
    private readonly HttpClient _spotify = new() { BaseAddress = stack.SpotifyUrl };

    public Task<string> PostSongAsync(string playlist, CatalogSong song) => StartAsync(
        "/syncs", JsonContent.Create(new { playlist, title = song.Title, artist = song.Artist }));

    public Task<string> PostListAsync(string playlistName, IEnumerable<CatalogSong> songs) => StartAsync(
        $"/syncs?playlistName={Uri.EscapeDataString(playlistName)}", new StringContent(CatalogSong.Csv(songs), Encoding.UTF8, "text/csv"));

    public async Task<JsonElement> StatusAsync(string id) => await _worker.GetFromJsonAsync<JsonElement>(Relative($"/syncs/{id}"));

    public async Task<JsonElement> ListAsync() => await _worker.GetFromJsonAsync<JsonElement>(Relative("/syncs"));

    public async Task<JsonElement> FinishAsync(string id)
    {
        while (true)
        {
            var status = await StatusAsync(id);
            if (IsCompleted(status))
            {
                return status;
            }

            await Task.Delay(PollInterval);
        }
    }

    /// <summary>Asks ten times a second until the sync has ended: the last status, and how long each answer took.</summary>
    public async Task<(JsonElement Status, IReadOnlyCollection<double> Milliseconds)> FollowAsync(string id)
    {
        List<double> times = [];
        while (true)
        {
            var started = Stopwatch.GetTimestamp();
            var status = await StatusAsync(id);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if (IsCompleted(status))
            {
                return (status, times);
            }

            await Task.Delay(FollowInterval);
        }
    }

    /// <summary>Length of the report in both forms, to see that a long one comes back whole.</summary>
    public async Task<(int Rows, int CsvLines)> ReportAsync(string id)
    {
        var report = await _worker.GetFromJsonAsync<JsonElement>(Relative($"/syncs/{id}/report"));
        var csv = await _worker.GetStringAsync(Relative($"/syncs/{id}/report?format=csv"));
        return (report.GetProperty("rows").GetArrayLength(), csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length - 1);
    }

    public Task MakePlaylistAsync(string id, params IReadOnlyList<string> items) =>
        _spotify.PutAsJsonAsync(Relative($"/_simulator/playlists/{id}"), new { items });

    /// <summary>The rows of a playlist as they truly are, without a call that counts.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync(string playlist)
    {
        var state = await _spotify.GetFromJsonAsync<JsonElement>(Relative($"/_simulator/playlists/{playlist}"));
        return [.. state.GetProperty("items").EnumerateArray().Select(item => item.GetString()!)];
    }

    public Task ResetCallsAsync() => _spotify.DeleteAsync(Relative("/_simulator/calls"));

    public async Task<(int Total, int Writes)> CallsAsync()
    {
        var calls = await _spotify.GetFromJsonAsync<JsonElement>(Relative("/_simulator/calls"));
        return (calls.GetProperty("total").GetInt32(), calls.GetProperty("writes").GetInt32());
    }

    /// <summary>Largest resident memory of a service so far, in megabytes; 0 where the system does not tell.</summary>
    public int PeakMemoryMb(string service)
    {
        // VmHWM:	  123456 kB
        var status = $"/proc/{stack.Pid(service)}/status";
        var line = File.Exists(status) ? File.ReadLines(status).FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)) : null;
        return line is null ? 0 : int.Parse(line.Split(' ')[^2], CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>Processor time of a service so far.</summary>
    public TimeSpan ProcessorTime(string service)
    {
        using var process = Process.GetProcessById(stack.Pid(service) ?? throw new InvalidOperationException($"{service} does not run."));
        return process.TotalProcessorTime;
    }

    public void Dispose()
    {
        _worker.Dispose();
        _spotify.Dispose();
    }

    private static bool IsCompleted(JsonElement status) => status.GetProperty("state").GetString() switch
    {
        "completed" => true,
        "failed" or "cancelled" => throw new InvalidOperationException($"The sync did not complete: {status}"),
        _ => false,
    };

    private async Task<string> StartAsync(string path, HttpContent content)
    {
        using var response = await _worker.PostAsync(Relative(path), content);
        var body = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? JsonElement.Parse(body).GetProperty("id").GetString()!
            : throw new InvalidOperationException($"The worker answered {(int)response.StatusCode}: {body}");
    }

    private static Uri Relative(string path) => new(path, UriKind.Relative);
}
