namespace MusicSync.LocalStack.Processes;

/// <summary>A service's output: appended to its file over all its lives, the last lines kept for messages.</summary>
internal sealed class ServiceLog : IDisposable
{
    private const int TailLines = 30;

    private readonly Lock _gate = new();
    private readonly Queue<string> _tail = [];
    private readonly StreamWriter _writer;

    public ServiceLog(string file)
    {
        FileName = file;
        var stream = new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        _writer = new StreamWriter(stream) { AutoFlush = true };
    }

    public string FileName { get; }

    public void Write(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_gate)
        {
            _tail.Enqueue(line);
            if (_tail.Count > TailLines)
            {
                _tail.Dequeue();
            }

            _writer.WriteLine(line);
        }
    }

    public string Tail()
    {
        lock (_gate)
        {
            return string.Join(Environment.NewLine, _tail.Select(line => "  | " + line));
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _writer.Dispose();
        }
    }
}
