using MusicSync.Worker.Temporal;

namespace MusicSync.Worker.Orders;

/// <summary>Registers standing orders.</summary>
internal static class OrderServiceCollectionExtensions
{
    public static IServiceCollection AddOrders(this IServiceCollection services)
    {
        services.AddSingleton<OrderActivities>();
        services.AddSingleton(provider => new WorkerRegistration(options => options
            .AddWorkflow<OrderWorkflow>()
            .AddAllActivities(provider.GetRequiredService<OrderActivities>())));
        return services;
    }
}
