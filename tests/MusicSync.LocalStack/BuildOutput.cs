using MusicSync.LocalStack.Processes;

namespace MusicSync.LocalStack;

/// <summary>
/// Services as the build left them: <c>artifacts/bin/{project}/{configuration}/{project}</c>. The running program lies
/// in the same tree, so its own folder names the configuration.
/// </summary>
internal sealed class BuildOutput(string baseDirectory)
{
    /// <exception cref="FileNotFoundException">The project is not built in this configuration.</exception>
    public string Program(string project)
    {
        var own = new DirectoryInfo(Path.TrimEndingDirectorySeparator(baseDirectory));
        var bin = own.Parent?.Parent?.FullName ?? own.FullName;
        var program = Path.Combine(bin, project, own.Name, ExecutableSearch.FileName(project));
        if (!File.Exists(program))
        {
            throw new FileNotFoundException(
                $"{program} is missing. The stack builds nothing: build MusicSync.sln in configuration "
                    + $"'{own.Name}' first.",
                program);
        }

        return program;
    }
}
