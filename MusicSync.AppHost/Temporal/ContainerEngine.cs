using System.ComponentModel;
using System.Diagnostics;

namespace MusicSync.AppHost.Temporal;

/// <summary>The container engine that Aspire would use: asked as Aspire asks.</summary>
/// <param name="Program">Its program when it answers, or null.</param>
/// <param name="Report">What was asked and what came back, for people: <c>docker is not installed, podman is not installed</c>.</param>
internal sealed record ContainerEngine(string? Program, string Report)
{
    /// <summary>Names the one engine to use; Aspire reads it too.</summary>
    public const string Variable = "ASPIRE_CONTAINER_RUNTIME";

    private static readonly string[] Known = ["docker", "podman"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Asks all at once, docker winning; 10 s at most.</summary>
    public static ContainerEngine Probe()
    {
        string[] programs = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? [named] : Known;
        var answers = Task.WhenAll(programs.Select(program => Task.Run(() => Ask(program)))).GetAwaiter().GetResult();
        return new ContainerEngine(
            programs.Zip(answers).FirstOrDefault(asked => asked.Second is null).First,
            string.Join(", ", programs.Zip(answers, (program, problem) => $"{program} {problem ?? "answers"}")));
    }

    /// <returns>Null when it answers, otherwise why not.</returns>
    private static string? Ask(string program)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, ["container", "ls", "-n", "1"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            process.OutputDataReceived += (_, _) => { };
            process.ErrorDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                return FormattableString.Invariant($"does not answer within {Patience.TotalSeconds:0} s");
            }

            return process.ExitCode == 0 ? null : "is installed but its engine does not run";
        }
        catch (Win32Exception)
        {
            return "is not installed";
        }
    }
}
