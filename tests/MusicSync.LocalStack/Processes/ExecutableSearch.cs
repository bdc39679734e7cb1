namespace MusicSync.LocalStack.Processes;

/// <summary>Finds a program the way a shell does.</summary>
internal static class ExecutableSearch
{
    /// <param name="program">A name on PATH, or a path.</param>
    public static string? Find(string program) => program.AsSpan().ContainsAny('/', Path.DirectorySeparatorChar)
        ? IsExecutable(program) ? Path.GetFullPath(program) : null
        : OnPath(program, Environment.GetEnvironmentVariable("PATH"));

    public static string? OnPath(string name, string? path) => (path ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, FileName(name)))
        .FirstOrDefault(IsExecutable);

    public static string FileName(string name) => OperatingSystem.IsWindows() ? name + ".exe" : name;

    public static bool IsExecutable(string file) =>
        File.Exists(file) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & AnyExecute) != 0);

    private const UnixFileMode AnyExecute =
        UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
}
