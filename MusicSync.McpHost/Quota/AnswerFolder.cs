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

    /// <summary>The lines of one file in the order written; corrupt ones are skipped.</summary>
    public IEnumerable<(AnswerHead Head, byte[] Line)> Read(string path)
    {
        var skipped = 0;
        foreach (var line in Lines(path).Select(Encoding.UTF8.GetBytes))
        {
            if (AnswerLine.Head(line) is { } head)
            {
                yield return (head, line);
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
        catch (Exception error) when (IsFileTrouble(error))
        {
            Log.NotDeleted(logger, Path.GetFileName(path), error.Message);
        }
    }

    private IEnumerable<string> Lines(string path)
    {
        StreamReader reader;
        try
        {
            reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        }
        catch (Exception error) when (IsFileTrouble(error))
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

    private static bool IsFileTrouble(Exception error) => error is IOException or UnauthorizedAccessException;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Skipped {Lines} unreadable lines of {File}; those searches are asked again")]
        public static partial void Skipped(ILogger logger, int lines, string file);

        [LoggerMessage(LogLevel.Information, "{File} is left to be merged at a later start; a running process may own it ({Problem})")]
        public static partial void NotDeleted(ILogger logger, string file, string problem);

        [LoggerMessage(LogLevel.Warning, "{File} cannot be read ({Problem}); its searches are asked again")]
        public static partial void Unreadable(ILogger logger, string file, string problem);
    }
}
