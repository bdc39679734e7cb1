using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MusicSync.AppHost.Running;

namespace MusicSync.AppHost.Services;

/// <summary>Starts a resource again when it ended by itself, as any host would; Aspire's orchestrator does not.</summary>
internal static class RestartExtensions
{
    public static IResourceBuilder<T> WithRestart<T>(this IResourceBuilder<T> resource)
        where T : IResource
    {
        var deaths = Channel.CreateUnbounded<ResourceEvent>();
        resource.ApplicationBuilder.Services.AddSingleton<IHostedService>(services =>
            ActivatorUtilities.CreateInstance<Restarter>(services, resource.Resource, deaths.Reader));
        // Aspire handles nothing else while a handler runs, so the waiting is done elsewhere.
        return resource.OnResourceStopped((_, stopped, cancellationToken) =>
            deaths.Writer.WriteAsync(stopped.ResourceEvent, cancellationToken).AsTask());
    }

    private sealed class Restarter(
        IResource resource,
        ChannelReader<ResourceEvent> deaths,
        ResourceNotificationService states,
        ResourceCommandService commands,
        ResourceLoggerService logs,
        IInteractionService dashboard,
        IHostApplicationLifetime lifetime,
        IServiceProvider services) : BackgroundService
    {
        private readonly RestartPolicy _policy = new();

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            // The application stops its services one after the other; from the first on, nothing starts again.
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
            try
            {
                await foreach (var death in deaths.ReadAllAsync(ending.Token))
                {
                    // Stop and Restart in the dashboard end a process with 0; a crash or a kill does not.
                    if (death.Snapshot.ExitCode is { } exitCode && exitCode != 0)
                    {
                        await RestartAsync(death.ResourceId, exitCode, ending.Token);
                    }
                }
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                // Everything stops.
            }
        }

        private async Task RestartAsync(string id, int exitCode, CancellationToken cancellationToken)
        {
            var log = logs.GetLogger(id);
            if (_policy.DelayAfterDeath(DateTimeOffset.UtcNow) is not { } delay)
            {
                RunLog.GivenUp(RunLog.For(services, RunLog.Category), resource.Name, RestartPolicy.GivenUp);
                RunLog.GivenUp(log, resource.Name, RestartPolicy.GivenUp);
                await ShowGivenUpAsync(id, exitCode, cancellationToken);
                return;
            }

            RunLog.Restarting(RunLog.For(services, RunLog.Category), resource.Name, exitCode, delay.TotalSeconds);
            RunLog.Restarting(log, resource.Name, exitCode, delay.TotalSeconds);
            await Task.Delay(delay, cancellationToken);
            // Somebody may have pressed Start meanwhile.
            if (states.TryGetCurrentState(id, out var now) && KnownResourceStates.TerminalStates.Contains(now.Snapshot.State?.Text))
            {
                await commands.ExecuteCommandAsync(id, KnownResourceCommands.StartCommand, cancellationToken);
            }
        }

        // The state leaves the button Start; the bar stays until it is closed or somebody tried again.
        private async Task ShowGivenUpAsync(string id, int exitCode, CancellationToken cancellationToken)
        {
            await states.PublishUpdateAsync(resource, id, snapshot => snapshot with
            {
                State = new ResourceStateSnapshot(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error),
            });
            if (!dashboard.IsAvailable)
            {
                return;
            }

            using var again = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var bar = dashboard.PromptNotificationAsync(
                $"{resource.Name} is not started again",
                $"{resource.Name} {RestartPolicy.GivenUp}; the last exit code was {exitCode}. See its console log, then press Start.",
                new NotificationInteractionOptions { Intent = MessageIntent.Error },
                again.Token);
            await Task.WhenAny(bar, deaths.WaitToReadAsync(again.Token).AsTask());
            await again.CancelAsync();
        }
    }
}
