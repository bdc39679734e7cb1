using Microsoft.Extensions.Options;
using MusicSync.Worker.Hosting;
using MusicSync.Worker.Playlists.Naming;
using MusicSync.Worker.Playlists.Reading;
using MusicSync.Worker.Playlists.Writer;

namespace MusicSync.Worker.Playlists;

/// <summary>Registers the writer of playlists, its workflows and activities.</summary>
internal static class PlaylistServiceCollectionExtensions
{
    public static IServiceCollection AddPlaylists(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<WriteTimingOptions>()
            .BindConfiguration("")
            .Validate(options => options.MusicSync.TimeScale is > 0 and <= 10, "MusicSync:TimeScale must be above 0 and at most 10.")
            .Validate(options => options.Spotify.SettleTime > TimeSpan.Zero, "Spotify:SettleTime must be longer than 0.")
            .Validate(options => options.Pauses.IsLadder, "Pauses must be longer than 0, and Pauses:InRetry at least Pauses:InPlace.")
            .Validate(options => options.Writer.IsValid, "Writer:ContinueAsNewAfterSteps and Writer:MaxCarriedTracks must be above 0.");
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<WriteTimingOptions>>().Value.ToTiming());
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<WriteTimingOptions>>().Value.ToLadder());
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<WriteTimingOptions>>().Value.Writer);
        services.AddSingleton<PlaylistReader>();
        services.AddSingleton<PlaylistLibrary>();
        return services.AddPlaylistActivities();
    }

    private static IServiceCollection AddPlaylistActivities(this IServiceCollection services)
    {
        services.AddSingleton<PlaylistActivities>();
        services.AddSingleton<PlaylistNameActivities>();
        services.AddSingleton<WriteActivities>();
        services.AddSingleton<VerifyActivities>();
        services.AddSingleton<TicketActivities>();
        return services.AddSingleton(provider => new WorkerRegistration(options => options
            .AddWorkflow<PlaylistWorkflow>()
            .AddWorkflow<PlaylistNameWorkflow>()
            .AddAllActivities(provider.GetRequiredService<PlaylistActivities>())
            .AddAllActivities(provider.GetRequiredService<PlaylistNameActivities>())
            .AddAllActivities(provider.GetRequiredService<WriteActivities>())
            .AddAllActivities(provider.GetRequiredService<VerifyActivities>())
            .AddAllActivities(provider.GetRequiredService<TicketActivities>())));
    }
}
