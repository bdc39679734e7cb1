using MusicSync.Worker.Temporal;

namespace MusicSync.Worker.Playlists.Naming;

/// <summary>Registers what knows which playlist a name means.</summary>
internal static class NamingServiceCollectionExtensions
{
    public static IServiceCollection AddPlaylistNames(this IServiceCollection services)
    {
        services.AddSingleton<PlaylistNameActivities>();
        return services.AddSingleton(provider => new WorkerRegistration(options => options
            .AddWorkflow<PlaylistNameWorkflow>()
            .AddAllActivities(provider.GetRequiredService<PlaylistNameActivities>())));
    }
}
