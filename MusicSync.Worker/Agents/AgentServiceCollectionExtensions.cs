using MusicSync.ServiceDefaults;
using MusicSync.Worker.Agents.Models;
using MusicSync.Worker.Agents.Tools;
using MusicSync.Worker.Spotify;
using MusicSync.Worker.Temporal;

namespace MusicSync.Worker.Agents;

/// <summary>Registers the agent workflow, its models and its tools.</summary>
internal static class AgentServiceCollectionExtensions
{
    public static IServiceCollection AddAgents(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<AgentOptions, AgentOptionsValidator>()
            .BindConfiguration(AgentOptions.SectionName)
            .ValidateDataAnnotations();
        services.AddHttpClient(ModelClients.HttpClientName).WithoutStandardResilience();
        // Activated, so that a client which calls tools by itself stops the start.
        services.AddActivatedSingleton(provider => new AgentModels([.. provider.GetServices<AgentModel>(), .. ModelClients.From(provider)]));
        services.AddSingleton(AgentToolSource.ReadsOf(SpotifyTools.Server, SpotifyTools.All));
        services.AddSingleton<AgentToolCatalog>();
        services.AddSingleton<AgentToolActivities>();
        services.AddSingleton<ModelActivities>();
        return services.AddSingleton(provider => new WorkerRegistration(options => options
            .AddWorkflow<AgentWorkflow>()
            .AddAllActivities(provider.GetRequiredService<ModelActivities>())
            .AddAllActivities(provider.GetRequiredService<AgentToolActivities>())
            .AddAllActivities(typeof(SongActivities), null)));
    }
}
