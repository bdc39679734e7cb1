namespace MusicSync.AppHost.Services;

/// <summary>Where the worker may fetch the lists from that playlists follow.</summary>
internal static class SourceBuilderExtensions
{
    // What the worker refuses otherwise: addresses that are not public, and http.
    private const string Loopback = "localhost,127.0.0.1";

    /// <summary>Lets lists be followed that a program on this machine serves. Published, only public addresses are fetched.</summary>
    public static IResourceBuilder<ProjectResource> WithLocalSources(this IResourceBuilder<ProjectResource> worker) =>
        worker.ApplicationBuilder.ExecutionContext.IsRunMode ? worker.WithEnvironment("Sources__AllowedHosts", Loopback) : worker;
}
