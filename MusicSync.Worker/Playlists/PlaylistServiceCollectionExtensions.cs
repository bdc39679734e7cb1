using MusicSync.Worker.Hosting;

namespace MusicSync.Worker.Playlists;

/// <summary>Registers the activities that read and write playlists.</summary>
internal static class PlaylistServiceCollectionExtensions
{
    public static IServiceCollection AddPlaylists(this IServiceCollection services)
    {
        services.AddSingleton<PlaylistReader>();
        services.AddSingleton<PlaylistWriter>();
        services.AddSingleton<PlaylistFinder>();
        services.AddSingleton<PlaylistActivities>();
        services.AddSingleton(provider => new WorkerRegistration(
            options => options.AddAllActivities(provider.GetRequiredService<PlaylistActivities>())));
        return services;
    }
}
