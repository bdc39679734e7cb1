namespace MusicSync.Worker.Api;

/// <summary>Which requests for a sync are turned away although they could be carried out later.</summary>
internal sealed class AdmissionOptions
{
    public const string SectionName = "Syncs";

    /// <summary>
    /// Whether new syncs are refused while the MCP host is down; default false: they are accepted, and wait for it in Temporal.
    /// </summary>
    public bool RefuseWhenMcpIsDown { get; set; }
}
