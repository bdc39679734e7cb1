using MusicSync.Worker.Hosting;

namespace MusicSync.Worker.Syncs;

/// <summary>Registers the sync workflow and its activities.</summary>
internal static class SyncServiceCollectionExtensions
{
    public static IServiceCollection AddSyncs(this IServiceCollection services)
    {
        services.AddOptions<SyncHistoryOptions>()
            .BindConfiguration(SyncHistoryOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<SearchBudget>();
        services.AddSingleton<SongSearch>();
        services.AddSingleton<MatchActivities>();
        services.AddSingleton(provider => new WorkerRegistration(options => options
            .AddWorkflow<MusicSyncWorkflow>()
            .AddAllActivities(provider.GetRequiredService<MatchActivities>())));
        return services;
    }
}
