namespace MusicSync.McpHost.Http;

/// <summary>When Spotify counts as down. Only its 5xx answers and lost connections count, never a limit or a refusal.</summary>
internal sealed class SpotifyCircuitOptions
{
    public const string SectionName = "SpotifyCircuit";

    /// <summary>Share of failed calls from which on Spotify counts as down; above 0, at most 1, default 0.5.</summary>
    public double FailureRatio { get; set; } = 0.5;

    /// <summary>Fewer calls than this in a period prove nothing; 2 to 1000, default 10.</summary>
    public int MinimumCalls { get; set; } = 10;

    /// <summary>Over which time calls are counted; 1 s to 10 min, default 30 s.</summary>
    public TimeSpan SamplingPeriod { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long nothing is sent before one call is let through to see; 0.5 s to 10 min, default 10 s.</summary>
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(10);
}
