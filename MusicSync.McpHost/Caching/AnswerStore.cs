using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Data.Sqlite;
using MusicSync.McpHost.Spotify;

namespace MusicSync.McpHost.Caching;

/// <summary>
/// What Spotify's search answered, in one SQLite file of the data directory. An answer is committed before it is given, so it
/// outlives a killed process; hosts that overlap during a rollout share the file. Trouble with it costs calls, nothing else.
/// </summary>
internal sealed partial class AnswerStore(string directory, int capacity, TimeProvider time, ILogger logger) : IDisposable
{
    public const string FileName = "searches.db";

    // https://sqlite.org/rescode.html
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    // No WAL, whose shared memory does not work on a network share (https://sqlite.org/wal.html). Not flushed to the disk:
    // what the operating system has taken outlives a killed process, and after a power cut a broken file is begun anew;
    // two flushes an answer would hold up every search. The journal is kept and written over, which costs less than cutting it.
    private const string Schema = """
        PRAGMA journal_mode = PERSIST;
        PRAGMA synchronous = OFF;
        CREATE TABLE IF NOT EXISTS answers (key TEXT NOT NULL PRIMARY KEY, at INTEGER NOT NULL, tracks BLOB NOT NULL);
        CREATE INDEX IF NOT EXISTS answers_by_age ON answers (at);
        """;

    private const string FindSql = "SELECT at, tracks FROM answers WHERE key = $key";

    private const string AddSql = """
        INSERT INTO answers (key, at, tracks) VALUES ($key, $at, $tracks)
        ON CONFLICT (key) DO UPDATE SET at = excluded.at, tracks = excluded.tracks WHERE excluded.at >= answers.at
        """;

    // Walks the index only, never the answers.
    private const string TrimSql =
        "DELETE FROM answers WHERE at < $expired OR at < (SELECT at FROM answers ORDER BY at DESC LIMIT 1 OFFSET $last)";

    private static readonly TimeSpan FoundFor = TimeSpan.FromDays(30);

    // Shorter, since the catalogue grows and its search has had days of empty answers.
    private static readonly TimeSpan NotFoundFor = TimeSpan.FromDays(7);

    private static readonly TimeSpan OpenAgainAfter = TimeSpan.FromMinutes(1);

    // How long another host's commit is waited for, in seconds; then Spotify is asked.
    private const int MaxWaitSeconds = 2;

    private readonly Lock _lock = new();
    private readonly int _addsBetweenTrims = Math.Max(1, capacity / 200);
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);
    private SqliteConnection? _connection;
    private DateTimeOffset _openAgainAt = DateTimeOffset.MinValue;
    private int _adds;

    private string FilePath => Path.Combine(directory, FileName);

    /// <summary>The answer to that query, unless it is too old or there is none.</summary>
    public IReadOnlyList<Track>? Find(string key) => Try(connection =>
    {
        using var row = Prepared(connection, FindSql, ("$key", key)).ExecuteReader();
        if (!row.Read())
        {
            return null;
        }

        var at = new DateTimeOffset(row.GetInt64(0), TimeSpan.Zero);
        var tracks = JsonSerializer.Deserialize(row.GetFieldValue<byte[]>(1), AnswerJson.Default.IReadOnlyListTrack);
        return at + (tracks is { Count: > 0 } ? FoundFor : NotFoundFor) > time.GetUtcNow() ? tracks : null;
    });

    /// <summary>Keeps an answer; the oldest ones give way when there are too many.</summary>
    public void Add(string key, IReadOnlyList<Track> tracks) => Try(connection =>
    {
        var answer = JsonSerializer.SerializeToUtf8Bytes(tracks, AnswerJson.Default.IReadOnlyListTrack);
        Prepared(connection, AddSql, ("$key", key), ("$at", time.GetUtcNow().UtcTicks), ("$tracks", answer)).ExecuteNonQuery();
        if (++_adds % _addsBetweenTrims == 0)
        {
            Trim(connection);
        }

        return tracks;
    });

    public void Dispose()
    {
        lock (_lock)
        {
            Close();
        }
    }

    private IReadOnlyList<Track>? Try(Func<SqliteConnection, IReadOnlyList<Track>?> use)
    {
        lock (_lock)
        {
            if (_connection is null && time.GetUtcNow() < _openAgainAt)
            {
                return null;
            }

            try
            {
                return use(_connection ??= Open());
            }
            catch (SqliteException broken) when (broken.SqliteErrorCode is Corrupt or NotADatabase)
            {
                Log.Broken(logger, FilePath, broken.Message);
                StartAnew();
            }
            catch (SqliteException busy) when (_connection is not null)
            {
                Log.NotUsed(logger, FilePath, busy.Message);
            }
            catch (Exception error) when (error is SqliteException or IOException or UnauthorizedAccessException)
            {
                _openAgainAt = time.GetUtcNow() + OpenAgainAfter;
                Log.NotOpened(logger, directory, error.Message);
            }
            catch (JsonException)
            {
                // Written by a version that knew another form; the next answer replaces it.
            }

            return null;
        }
    }

    private SqliteConnection Open()
    {
        Directory.CreateDirectory(directory);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = FilePath,
            Pooling = false,
            DefaultTimeout = MaxWaitSeconds,
        }.ToString());
        try
        {
            connection.Open();
            Prepared(connection, Schema).ExecuteNonQuery();
            Trim(connection);
            return connection;
        }
        catch
        {
            Close(connection);
            throw;
        }
    }

    private void Trim(SqliteConnection connection) =>
        Prepared(connection, TrimSql, ("$expired", (time.GetUtcNow() - FoundFor).UtcTicks), ("$last", capacity - 1)).ExecuteNonQuery();

    private void StartAnew()
    {
        Close();
        try
        {
            File.Delete(FilePath);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _openAgainAt = time.GetUtcNow() + OpenAgainAfter;
            Log.NotOpened(logger, directory, error.Message);
        }
    }

    private void Close()
    {
        Close(_connection);
        _connection = null;
    }

    private void Close(SqliteConnection? connection)
    {
        foreach (var command in _prepared.Values)
        {
            command.Dispose();
        }

        _prepared.Clear();
        connection?.Dispose();
    }

    /// <summary>The command of that text, which SQLite reads once for each connection.</summary>
    private SqliteCommand Prepared(SqliteConnection connection, string sql, params (string Name, object Value)[] parameters)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            _prepared[sql] = command = connection.CreateCommand();
#pragma warning disable CA2100 // Every text is a constant of this class.
            command.CommandText = sql;
#pragma warning restore CA2100
        }

        command.Parameters.Clear();
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Error,
            "Search answers are not remembered: {Directory} cannot be used ({Problem}). Set MusicSync__DataDirectory")]
        public static partial void NotOpened(ILogger logger, string directory, string problem);

        [LoggerMessage(LogLevel.Warning, "{File} is broken ({Problem}) and is begun anew; its searches are asked again")]
        public static partial void Broken(ILogger logger, string file, string problem);

        [LoggerMessage(LogLevel.Warning, "{File} could not be used for one search: {Problem}")]
        public static partial void NotUsed(ILogger logger, string file, string problem);
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(IReadOnlyList<Track>))]
internal sealed partial class AnswerJson : JsonSerializerContext;
