using MusicSync.Worker.Temporal;

namespace MusicSync.Worker.Playlists.Reading;

/// <summary>Registers what reads playlists.</summary>
internal static class ReadingServiceCollectionExtensions
{
    public static IServiceCollection AddPlaylistReading(this IServiceCollection services)
    {
        services.AddSingleton<PlaylistReader>();
        services.AddSingleton<PlaylistLooks>();
        services.AddSingleton<PlaylistActivities>();
        return services.AddSingleton(provider => new WorkerRegistration(options => options
            .AddAllActivities(provider.GetRequiredService<PlaylistActivities>())));
    }
}
