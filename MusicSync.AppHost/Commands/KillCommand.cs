using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using MusicSync.AppHost.Temporal;

namespace MusicSync.AppHost.Commands;

/// <summary>A button that kills a process in mid-work, as a power cut would. It is started again like any that died.</summary>
internal static class KillCommand
{
    public const string Name = "kill";

    /// <summary>The names under which the orchestrator shows the process id of a program, and the id of a container.</summary>
    private const string PidProperty = "executable.pid";
    private const string ContainerProperty = "container.id";

    public static IResourceBuilder<T> WithKillCommand<T>(this IResourceBuilder<T> resource, string text)
        where T : IResource => resource.WithCommand(Name, text, KillAsync, new CommandOptions
        {
            Description = "Ends it without a chance to finish anything. It is started again, and syncs go on.",
            IconName = "Flash",
            ConfirmationMessage = "Kill it now?",
            UpdateState = context => context.ResourceSnapshot.State?.Text == KnownResourceStates.Running
                ? ResourceCommandState.Enabled
                : ResourceCommandState.Disabled,
        });

    private static async Task<ExecuteCommandResult> KillAsync(ExecuteCommandContext context)
    {
        var resources = context.Services.GetRequiredService<ResourceNotificationService>();
        if (!resources.TryGetCurrentState(context.ResourceName, out var state))
        {
            return CommandResults.Failure("It is not running.");
        }

        return Property(state.Snapshot, PidProperty) switch
        {
            int pid => KillProcess(pid),
            _ when Property(state.Snapshot, ContainerProperty) is string id => await KillContainerAsync(id, context.CancellationToken),
            _ => CommandResults.Failure("It is not running."),
        };
    }

    private static ExecuteCommandResult KillProcess(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            process.Kill(entireProcessTree: true);
            return CommandResults.Success();
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return CommandResults.Failure("It has ended by itself.");
        }
    }

    private static async Task<ExecuteCommandResult> KillContainerAsync(string id, CancellationToken cancellationToken)
    {
        if (ContainerEngine.Probe() is not { Program: { } program })
        {
            return CommandResults.Failure("The container engine does not answer.");
        }

        using var kill = Process.Start(program, ["kill", id]);
        await kill.WaitForExitAsync(cancellationToken);
        return kill.ExitCode == 0
            ? CommandResults.Success()
            : CommandResults.Failure($"'{program} kill' ended with exit code {kill.ExitCode}.");
    }

    private static object? Property(CustomResourceSnapshot snapshot, string name) =>
        snapshot.Properties.FirstOrDefault(property => property.Name == name)?.Value;
}
