using MusicSync.Worker.Mcp.Sessions;
using MusicSync.Worker.Temporal;

namespace MusicSync.Worker.Sessions;

/// <summary>Registers what workflows need for sessions.</summary>
internal static class SessionServiceCollectionExtensions
{
    public static IServiceCollection AddSessions(this IServiceCollection services)
    {
        services.AddMcpSessionCalls();
        services.AddSingleton<ProcessQueue>();
        services.AddSingleton<SessionActivities>();
        services.AddSingleton(provider => new BoundActivities(Activities(provider)));
        services.AddHostedService<BoundWorkerService>();
        return services.AddSingleton(Activities);
    }

    private static WorkerRegistration Activities(IServiceProvider provider) =>
        new(options => options.AddAllActivities(provider.GetRequiredService<SessionActivities>()));
}
