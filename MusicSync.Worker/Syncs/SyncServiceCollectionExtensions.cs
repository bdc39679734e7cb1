using System.ComponentModel.DataAnnotations;
using MusicSync.Worker.Syncs.Edits;
using MusicSync.Worker.Syncs.Mirrors;
using MusicSync.Worker.Syncs.Remembered;
using MusicSync.Worker.Temporal;

namespace MusicSync.Worker.Syncs;

/// <summary>Registers the sync workflow and its activities.</summary>
internal static class SyncServiceCollectionExtensions
{
    public static IServiceCollection AddSyncs(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<SyncHistoryOptions>()
            .BindConfiguration(SyncHistoryOptions.SectionName)
            .ValidateDataAnnotations();
        services.AddSingleton<SongSearch>();
        services.AddSingleton<ChoiceMemory>();
        services.AddSingleton<DecideAsBefore>(provider => provider.GetRequiredService<ChoiceMemory>().DecideAsync);
        services.AddSingleton<MatchActivities>();
        services.AddSingleton<MirrorMemory>();
        services.AddSingleton(provider => new WorkerRegistration(options => options
            .AddWorkflow<MusicSyncWorkflow>()
            .AddWorkflow<EditsWorkflow>()
            .AddWorkflow<ChoicesWorkflow>()
            .AddWorkflow<MirroredTracksWorkflow>()
            .AddAllActivities(provider.GetRequiredService<ChoiceMemory>())
            .AddAllActivities(provider.GetRequiredService<MirrorMemory>())
            .AddAllActivities(provider.GetRequiredService<MatchActivities>())));
        return services;
    }
}

/// <summary>Settings <c>Syncs</c>: how long the history of a sync's run may become.</summary>
internal sealed class SyncHistoryOptions
{
    public const string SectionName = "Syncs";

    /// <summary>
    /// Events after which the next wait ends in a new run; default null, when Temporal suggests it (4,096 events or 4 MB). Small
    /// numbers are for tests.
    /// </summary>
    [Range(1, 40_000, ErrorMessage = "Syncs:MostEvents must be from {1} to {2} events; set Syncs__MostEvents.")]
    [ConfigurationKeyName("MostEvents")]
    public int? MaxEvents { get; init; }
}
