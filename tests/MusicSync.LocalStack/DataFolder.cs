namespace MusicSync.LocalStack;

/// <summary>Where state and logs lie; a folder nobody asked for is removed when all ended well.</summary>
internal sealed class DataFolder
{
    private readonly bool _temporary;

    public DataFolder(string? chosen)
    {
        _temporary = chosen is null;
        Root = chosen is null
            ? Directory.CreateTempSubdirectory("musicsync-").FullName
            : Directory.CreateDirectory(chosen).FullName;
        Directory.CreateDirectory(Path.Combine(Root, "logs"));
    }

    public string Root { get; }

    public string TemporalDatabase => Path.Combine(Root, "temporal.db");

    public string TemporalJournal => Path.Combine(Root, "temporal.journal");

    public string Of(string service) => Directory.CreateDirectory(Path.Combine(Root, service)).FullName;

    public string LogOf(string service) => Path.Combine(Root, "logs", service + ".log");

    public void Remove()
    {
        if (_temporary)
        {
            Directory.Delete(Root, recursive: true);
        }
    }
}
