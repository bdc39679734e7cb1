using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace MusicSync.AppHost.Commands;

/// <summary>A button that kills a process in mid-work and starts it again, as a host would that lost it.</summary>
internal static class KillCommand
{
    /// <summary>The name under which the orchestrator shows the process id of a project.</summary>
    private const string PidProperty = "executable.pid";

    public static IResourceBuilder<ProjectResource> WithKillCommand(this IResourceBuilder<ProjectResource> service) =>
        service.WithCommand("kill", "Kill the worker", KillAsync, new CommandOptions
        {
            Description = "Ends the process without a chance to finish anything, and starts it again. Syncs go on.",
            IconName = "Flash",
            ConfirmationMessage = "Kill the process now?",
            UpdateState = context => context.ResourceSnapshot.State?.Text == KnownResourceStates.Running
                ? ResourceCommandState.Enabled
                : ResourceCommandState.Disabled,
        });

    private static async Task<ExecuteCommandResult> KillAsync(ExecuteCommandContext context)
    {
        var resources = context.Services.GetRequiredService<ResourceNotificationService>();
        if (!resources.TryGetCurrentState(context.ResourceName, out var state) || Pid(state.Snapshot) is not { } pid)
        {
            return CommandResults.Failure("The process is not running.");
        }

        using (var process = Process.GetProcessById(pid))
        {
            process.Kill(entireProcessTree: true);
        }

        await resources.WaitForResourceAsync(
            state.Resource.Name, KnownResourceStates.TerminalStates, context.CancellationToken);
        return await context.Services.GetRequiredService<ResourceCommandService>()
            .ExecuteCommandAsync(context.ResourceName, KnownResourceCommands.StartCommand, context.CancellationToken);
    }

    private static int? Pid(CustomResourceSnapshot snapshot) =>
        snapshot.Properties.FirstOrDefault(property => property.Name == PidProperty)?.Value as int?;
}
