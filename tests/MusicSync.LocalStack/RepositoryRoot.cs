namespace MusicSync.LocalStack;

/// <summary>The checkout this program was built in.</summary>
internal static class RepositoryRoot
{
    private const string Marker = "MusicSync.sln";

    public static string? FindFrom(string folder)
    {
        for (var candidate = new DirectoryInfo(folder); candidate is not null; candidate = candidate.Parent)
        {
            if (File.Exists(Path.Combine(candidate.FullName, Marker)))
            {
                return candidate.FullName;
            }
        }

        return null;
    }
}
