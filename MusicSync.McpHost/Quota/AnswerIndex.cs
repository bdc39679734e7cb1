namespace MusicSync.McpHost.Quota;

/// <summary>Where in the file each remembered answer stands, oldest first; the oldest gives way when it is full.</summary>
internal sealed class AnswerIndex : IDisposable
{
    private readonly AnswerFile _file;
    private readonly int _capacity;
    private readonly OrderedDictionary<string, (long Offset, int Length)> _places = new(StringComparer.Ordinal);
    private int _lines;

    private AnswerIndex(AnswerFile file, int capacity) => (_file, _capacity) = (file, capacity);

    public int Count => _places.Count;

    /// <summary>True when most lines of the file are expired or replaced, so that merging it anew pays.</summary>
    public bool IsMostlyStale => _lines > 2 * _capacity;

    /// <summary>Takes the newest good answers of all files into one new file and deletes those nobody uses.</summary>
    public static AnswerIndex Merge(AnswerFolder folder, int capacity, DateTimeOffset now)
    {
        var files = folder.List();
        var chosen = files
            .SelectMany(folder.Read)
            .Where(answer => answer.IsGood(now))
            .Select(answer => (answer.Key, answer.At))
            .GroupBy(answer => answer.Key, StringComparer.Ordinal)
            .Select(answers => answers.MaxBy(answer => answer.At))
            .OrderBy(answer => answer.At)
            .TakeLast(capacity)
            .ToHashSet();

        var index = new AnswerIndex(new AnswerFile(folder.NewPath()), capacity);
        foreach (var answer in files.SelectMany(folder.Read).Where(answer => chosen.Remove((answer.Key, answer.At))))
        {
            index.Add(answer);
        }

        foreach (var file in files)
        {
            folder.DeleteIfLeft(file);
        }

        return index;
    }

    public RememberedAnswer? Find(string key) => _places.TryGetValue(key, out var place) ? _file.Read(place) : null;

    public void Add(RememberedAnswer answer)
    {
        var place = _file.Append(answer);
        _lines++;
        _places.Remove(answer.Key);
        _places.Add(answer.Key, place);
        if (_places.Count > _capacity)
        {
            _places.RemoveAt(0);
        }
    }

    public void Dispose() => _file.Dispose();
}
