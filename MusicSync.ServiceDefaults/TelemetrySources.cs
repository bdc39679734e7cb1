namespace MusicSync.ServiceDefaults;

/// <summary>Names of the activity sources and meters that MusicSync exports, each exactly, never a wildcard.</summary>
public static class TelemetrySources
{
    /// <summary>Our own spans and measurements.</summary>
    public const string MusicSync = "MusicSync";

    /// <summary>Spans of Temporal clients, workflows and activities, written by the worker's interceptor.</summary>
    public const string Temporal = "MusicSync.Temporal";

    /// <summary>The MCP SDK's source and meter; the prefix is the SDK's and may go when its conventions settle.</summary>
    public const string ModelContextProtocol = "Experimental.ModelContextProtocol";
}
