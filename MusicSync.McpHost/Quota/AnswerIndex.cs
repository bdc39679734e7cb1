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
            .Select(line => line.Head)
            .Where(head => head.IsGood(now))
            .GroupBy(head => head.Key, StringComparer.Ordinal)
            .Select(heads => heads.MaxBy(head => head.At)!)
            .OrderBy(head => head.At)
            .TakeLast(capacity)
            .ToHashSet();

        var index = new AnswerIndex(new AnswerFile(folder.NewPath()), capacity);
        var copies = files.SelectMany(folder.Read).TakeWhile(_ => chosen.Count > 0).Where(line => chosen.Remove(line.Head));
        foreach (var (head, line) in copies)
        {
            index.Add(head.Key, line);
        }

        foreach (var file in files)
        {
            folder.DeleteIfLeft(file);
        }

        return index;
    }

    public RememberedAnswer? Find(string key) =>
        _places.TryGetValue(key, out var place) ? AnswerLine.Answer(_file.Read(place)) : null;

    public void Add(RememberedAnswer answer) => Add(answer.Key, answer.ToLine());

    public void Dispose() => _file.Dispose();

    private void Add(string key, byte[] line)
    {
        var place = _file.Append(line);
        _lines++;
        _places.Remove(key);
        _places.Add(key, place);
        if (_places.Count > _capacity)
        {
            _places.RemoveAt(0);
        }
    }
}
