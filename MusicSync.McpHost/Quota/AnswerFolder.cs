using System.Text;

namespace MusicSync.McpHost.Quota;

/// <summary>The files of all processes that ever remembered answers in this data directory.</summary>
internal sealed partial class AnswerFolder(string directory, ILogger logger)
{
    private const string Pattern = "searches-*.jsonl";

    public string NewPath() => Path.Combine(directory, $"searches-{Guid.NewGuid():N}.jsonl");

    /// <summary>Every file that is there now.</summary>
    public IReadOnlyList<string> List()
    {
        Directory.CreateDirectory(directory);
        return Directory.GetFiles(directory, Pattern);
    }

    /// <summary>The answers of one file in the order written; corrupt lines are skipped.</summary>
    public IEnumerable<RememberedAnswer> Read(string path)
    {
        var skipped = 0;
        foreach (var line in Lines(path))
        {
            if (AnswerFile.Parse(Encoding.UTF8.GetBytes(line)) is { } answer)
            {
                yield return answer;
            }
            else
            {
                skipped++;
            }
        }

        if (skipped > 0)
        {
            Log.Skipped(logger, skipped, Path.GetFileName(path));
        }
    }

    /// <summary>Deletes a file whose process has ended; that of a live one, as during a rollout, is left to it.</summary>
    public void DeleteIfLeft(string path)
    {
        try
        {
            using (File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            {
            }

            File.Delete(path);
        }
        catch (IOException)
        {
            Log.StillInUse(logger, Path.GetFileName(path));
        }
    }

    private IEnumerable<string> Lines(string path)
    {
        StreamReader reader;
        try
        {
            reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        }
        catch (IOException error)
        {
            Log.Unreadable(logger, Path.GetFileName(path), error.Message);
            yield break;
        }

        using (reader)
        {
            while (reader.ReadLine() is { } line)
            {
                yield return line;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Skipped {Lines} unreadable lines of {File}; those searches are asked again")]
        public static partial void Skipped(ILogger logger, int lines, string file);

        [LoggerMessage(LogLevel.Information, "{File} belongs to a running process and is merged at a later start")]
        public static partial void StillInUse(ILogger logger, string file);

        [LoggerMessage(LogLevel.Warning, "{File} cannot be read ({Problem}); its searches are asked again")]
        public static partial void Unreadable(ILogger logger, string file, string problem);
    }
}
