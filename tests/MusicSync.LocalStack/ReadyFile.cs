using System.Text.Json;
using System.Text.Json.Serialization;

namespace MusicSync.LocalStack;

/// <summary>What <c>--ready-file</c> holds: where everything is and which process serves it.</summary>
internal sealed record ReadyFile(
    ReadyService Worker,
    ReadyService McpHost,
    ReadyService Spotify,
    ReadyTemporal Temporal,
    IReadOnlyList<ReadyService> Workers)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Replaces the file in one step: a reader sees the old text or the new, never a part.</summary>
    public void WriteTo(string file)
    {
        var temporary = $"{file}.{Environment.ProcessId}.tmp";
        File.WriteAllText(temporary, JsonSerializer.Serialize(this, Format));
        File.Move(temporary, file, overwrite: true);
    }
}

/// <summary>A service with a URL, which scripts continue with a path: no slash at its end.</summary>
internal sealed record ReadyService(string Url, int? Pid);

/// <summary>The Temporal server; no pid when it is not the stack's own.</summary>
internal sealed record ReadyTemporal(string Address, string? UiUrl, int? Pid);
