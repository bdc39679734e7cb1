using Microsoft.Extensions.Options;
using MusicSync.Worker.Playlists.Mirroring;
using MusicSync.Worker.Playlists.Writing;
using MusicSync.Worker.Temporal;

namespace MusicSync.Worker.Playlists.Writer;

/// <summary>Registers the writer of playlists: its workflow, activities and times.</summary>
internal static class WriterServiceCollectionExtensions
{
    public static IServiceCollection AddPlaylistWriter(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<WriteTimingOptions, WriteTimingOptionsValidator>()
            .BindConfiguration("")
            .Validate(options => options.Spotify.SettleTime > TimeSpan.Zero, "Spotify:SettleTime must be longer than 0.")
            .Validate(options => options.Pauses.IsValid, "Pauses must be longer than 0, and Pauses:InRetry at least Pauses:InPlace.");
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<WriteTimingOptions>>().Value.ToTiming());
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<WriteTimingOptions>>().Value.ToThresholds());
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<WriteTimingOptions>>().Value.Writer);
        services.AddSingleton<BatchWriter>();
        services.AddSingleton<WriteActivities>();
        services.AddSingleton<AddActivities>();
        services.AddSingleton<VerifyActivities>();
        services.AddSingleton<TakeOutActivities>();
        services.AddSingleton<PlaceActivities>();
        services.AddSingleton<MirrorActivities>();
        services.AddSingleton<TicketActivities>();
        return services.AddSingleton(provider => new WorkerRegistration(options => options
            .AddWorkflow<PlaylistWorkflow>()
            .AddAllActivities(provider.GetRequiredService<WriteActivities>())
            .AddAllActivities(provider.GetRequiredService<AddActivities>())
            .AddAllActivities(provider.GetRequiredService<VerifyActivities>())
            .AddAllActivities(provider.GetRequiredService<TakeOutActivities>())
            .AddAllActivities(provider.GetRequiredService<PlaceActivities>())
            .AddAllActivities(provider.GetRequiredService<MirrorActivities>())
            .AddAllActivities(provider.GetRequiredService<TicketActivities>())));
    }
}
